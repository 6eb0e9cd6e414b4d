import { ConflictError, NotFoundError } from '@backstage/errors';
import type { FileChange, GitFile, GitRepository } from '@greenroom/git-access';
import {
  type Application,
  type RevertedFile,
  type RevertPreview,
  shortCommit,
} from '@greenroom/plugin-delivery-common';
import type { HoldPlan } from './planHold';
import { isKustomization, takenFromOutside } from './kustomization';

/** More files are no revert that anybody reads. */
const MOST_FILES = 100;

export interface RevertPlan {
  preview: RevertPreview;
  files: FileChange[];
  hold?: HoldPlan;
}

/** Files of a folder by path. */
type Folder = ReadonlyMap<string, GitFile>;

/**
 * What brings the folder of an Application back to how it was at a commit: only files below the folder. What it takes from
 * outside is not touched, and said where it differs.
 *
 * @throws ConflictError when there is nothing to bring back or it can not be done, NotFoundError, and what the host's client
 * throws
 */
export async function planRevert(
  git: GitRepository,
  application: Application,
  toRevision: string,
): Promise<RevertPlan> {
  const { cluster, namespace, name, source } = application;
  const folder = folderOf(source?.path ?? '');
  const into = await branchOf(git, source?.branch ?? 'HEAD');
  const head = await headOf(git, into);
  const [then, now] = await Promise.all([read(git, folder, toRevision), read(git, folder, head)]);
  if (then.size === 0) {
    throw new ConflictError(`${folder} was no folder of ${git.url} at ${shortCommit(toRevision)}.`);
  }
  const files = await Promise.all(
    different(then, now).map(path => fileOf(git, path, { then, now, toRevision, head })),
  );
  if (files.length === 0) {
    throw new ConflictError(
      `${folder} is as it was at ${shortCommit(toRevision)}: there is nothing to go back to in git.`,
    );
  }
  const preview: RevertPreview = {
    application: { cluster, namespace, name },
    repository: source?.repository ?? git.url,
    url: git.url,
    path: folder,
    into,
    head: { sha: head, url: git.commitUrl(head) },
    toRevision: { sha: toRevision, url: git.commitUrl(toRevision) },
    files,
    notes: await outsideNotes(git, { folder, then, toRevision, head }),
  };
  return { preview, files: files.map(changeOf) };
}

/** The same with what keeps an image updater from undoing it, or with a warning that it will. */
export function withHold({ preview, files }: RevertPlan, hold: HoldPlan | string): RevertPlan {
  if (typeof hold === 'string') {
    const note = `Argo CD Image Updater writes the newest tag again at its next round, within about two minutes, and the portal can not keep it from that: ${hold}. Set its ignore-tags to '*' before you merge.`;
    return { files, preview: { ...preview, notes: [...preview.notes, note] } };
  }
  const { repository, url, into, file } = hold;
  return { files, hold, preview: { ...preview, hold: { repository, url, into, file } } };
}

/** Argo CD takes `.`, `./x` and `x/` for folders too. */
function folderOf(path: string): string {
  return path
    .split('/')
    .filter(part => part !== '' && part !== '.')
    .join('/');
}

/** A change request is of use only in the branch that Argo CD follows. */
async function branchOf(git: GitRepository, branch: string): Promise<string> {
  return branch === 'HEAD' ? git.defaultBranch() : branch;
}

async function headOf(git: GitRepository, branch: string): Promise<string> {
  const head = await git.headOf(branch);
  if (head === undefined) {
    throw new NotFoundError(
      `${branch} is no branch of ${git.url} that a change could go into: Argo CD may follow a tag or a commit.`,
    );
  }
  return head;
}

async function read(git: GitRepository, folder: string, ref: string): Promise<Folder> {
  return new Map((await git.files(folder, ref)).map(file => [file.path, file]));
}

/** @throws ConflictError for what a change request can not carry */
function different(then: Folder, now: Folder): string[] {
  const paths = [...new Set([...then.keys(), ...now.keys()])].sort();
  const differing = paths.filter(
    path => then.get(path)?.id !== now.get(path)?.id || then.get(path)?.kind !== now.get(path)?.kind,
  );
  const special = differing.find(path =>
    [then.get(path), now.get(path)].some(file => file && file.kind !== 'file'),
  );
  if (special) {
    throw new ConflictError(
      `${special} is a link or a submodule, which the portal does not write: revert it by hand.`,
    );
  }
  if (differing.length > MOST_FILES) {
    throw new ConflictError(
      `${differing.length} files differ, and the portal reverts no more than ${MOST_FILES}: revert it by hand.`,
    );
  }
  return differing;
}

async function fileOf(
  git: GitRepository,
  path: string,
  { then, now, toRevision, head }: { then: Folder; now: Folder; toRevision: string; head: string },
): Promise<RevertedFile> {
  const [before, after] = await Promise.all([
    now.has(path) ? git.readFile(path, head) : undefined,
    then.has(path) ? git.readFile(path, toRevision) : undefined,
  ]);
  if (after === undefined) {
    return { path, change: 'removed', before };
  }
  return { path, change: before === undefined ? 'added' : 'changed', before, after };
}

function changeOf({ path, after }: RevertedFile): FileChange {
  return after === undefined ? { path, deleted: true } : { path, content: after };
}

async function outsideNotes(
  git: GitRepository,
  { folder, then, toRevision, head }: { folder: string; then: Folder; toRevision: string; head: string },
): Promise<string[]> {
  const texts = await Promise.all(
    [...then.keys()]
      .filter(isKustomization)
      .map(async path => ({ path, text: await git.readFile(path, toRevision) })),
  );
  const outside = [...new Set(texts.flatMap(({ path, text = '' }) => takenFromOutside(path, text, folder)))];
  const differing = await Promise.all(
    outside.map(async path => ((await isSame(git, path, toRevision, head)) ? [] : [path])),
  );
  return differing
    .flat()
    .map(
      path =>
        `${path} has changed since ${shortCommit(toRevision)} too, and this does not bring it back: it is outside ${folder}.`,
    );
}

/** Of a folder, or of a file. */
async function isSame(git: GitRepository, path: string, one: string, other: string): Promise<boolean> {
  const found = await Promise.all([git.files(path, one), git.files(path, other)]);
  return found.flat().length === 0
    ? (await git.readFile(path, one)) === (await git.readFile(path, other))
    : sameFiles(...found);
}

/** Whether a folder is the same at two commits. */
export async function isSameFolder(
  git: GitRepository,
  path: string,
  one: string,
  other: string,
): Promise<boolean> {
  return sameFiles(...(await Promise.all([git.files(path, one), git.files(path, other)])));
}

function sameFiles(one: GitFile[], other: GitFile[]): boolean {
  const ids = (files: GitFile[]) => JSON.stringify(files.map(({ path, id }) => [path, id]).sort());
  return ids(one) === ids(other);
}
