/** Of users, organisations and repositories, as Gitea has it: letters, digits, `-`, `_` and `.`, at most a hundred. */
const nameRule = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;
const reservedEnds = /\.(git|wiki|rss|atom)$/i;
const longestPath = 1_024;

/** Whether an organisation or a repository may be called so. */
export function isName(name: string): boolean {
  return nameRule.test(name) && !name.includes('..') && !reservedEnds.test(name);
}

/** Whether git may have a branch or tag of that name (`git check-ref-format`, and never an option). */
export function isRefName(name: string): boolean {
  if (name.length === 0 || name.length > 100 || name === '@' || name.startsWith('-')) return false;
  if (hasControl(name) || /[ ~^:?*[\\]|\.\.|@\{|\/\/|^\/|\/$|\.$/.test(name)) return false;
  return name.split('/').every(part => !part.startsWith('.') && !part.endsWith('.lock'));
}

function hasControl(text: string): boolean {
  return [...text].some(character => character < ' ' || character === '\x7f');
}

/** Names under which some file system would find `.git`. */
function meansGit(part: string): boolean {
  const plain = part
    .toLowerCase()
    .replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '')
    .replace(/[ .]+$/, '');
  return (
    plain === '.git' || /^git~\d+$/.test(plain) || plain.startsWith('.git:') || plain.startsWith('.git\\')
  );
}

/** Why no file may have that path in a repository; undefined when it may. */
export function pathProblem(path: string): string | undefined {
  if (path === '' || path.length > longestPath) return `a path has 1 to ${longestPath} characters`;
  if (hasControl(path)) return 'a path has no control characters';
  const parts = path.split('/');
  if (parts.some(part => part === '' || part === '.' || part === '..'))
    return 'a path stays inside the repository';
  if (parts.some(meansGit)) return 'no part of a path is .git';
  if (parts.some(part => Buffer.byteLength(part) > 255)) return 'no part of a path is longer than 255 bytes';
  return undefined;
}
