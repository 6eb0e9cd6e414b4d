import { InputError } from '@backstage/errors';

const commitId = /^(?:[\da-f]{40}|[\da-f]{64})$/;
/** What `git check-ref-format` refuses, and characters that mean something in an address. */
const badBranch = /^[-/.]|\/\/|\.\.|@\{|[\s~^:?*[\\%#\p{Cc}]|(?:\/|\.|\.lock)$|\/\.|\.lock\//u;

/** Whether it is a whole id: a short one, a tag or a branch can be another commit tomorrow. */
export function isCommitId(written: string): boolean {
  return commitId.test(written);
}

/** @throws InputError for what git or an address would read differently than it is written */
export function mustBeBranch(name: string): string {
  if (name === '' || name.length > 200 || name === '@' || badBranch.test(name)) {
    throw new InputError(`"${name.slice(0, 200)}" can not be the name of a branch.`);
  }
  return name;
}

/** @throws InputError for a path that leads out of the repository, into its `.git`, or is written ambiguously */
export function mustBePath(path: string): string {
  const parts = path.split('/');
  const isBad = (part: string) =>
    part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git' || /[\\\p{Cc}]/u.test(part);
  if (path.length > 1_000 || parts.some(isBad)) {
    throw new InputError(`"${path.slice(0, 200)}" can not be the path of a file in a repository.`);
  }
  return path;
}

/** A path or a name with slashes, as a part of an address. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
