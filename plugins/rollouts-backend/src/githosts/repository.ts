/** A repository at a git host. */
export interface Repository {
  /** With a port where the address has one. */
  host: string;
  /** `owner/name`; GitLab's may have more groups. */
  path: string;
}

const segment = /^(?!\.{1,2}$)[\w.-]+$/;

/**
 * Reads the address of a repository, `https://<host>/<path>`, with or without `.git` at its end; `undefined` for what is
 * none. Whoever may write a pod template writes it, so it names nothing but a host and a path: no user, query or dots.
 */
export function readRepository(address: string): Repository | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' || `${url.username}${url.password}${url.search}${url.hash}` !== '') {
    return undefined;
  }
  const path = url.pathname
    .replace(/^\//, '')
    .replace(/\/$/, '')
    .replace(/\.git$/, '');
  const segments = path.split('/');
  return segments.length >= 2 && segments.every(part => segment.test(part))
    ? { host: url.host, path }
    : undefined;
}

/** The same words for one repository, however its letters are written. */
export function repositoryName({ host, path }: Repository): string {
  return `${host}/${path}`.toLocaleLowerCase('en-US');
}
