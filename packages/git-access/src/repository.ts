/** A repository at a git host. */
export interface Repository {
  /** With a port where the address has one. */
  host: string;
  /** `owner/name`; GitLab's may have more groups. */
  path: string;
}

const segment = /^(?!\.{1,2}$)[\w.-]+$/;
const scpLike = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)\/?(.+)$/;

/**
 * Reads the address of a repository as people write it, `https://<host>/<path>` (or `http:`), with or without `.git` at
 * its end; `undefined` for what is none. Whoever may write a pod template writes it, so it names nothing but a host and a
 * path: no user, query or dots. How the host is reached, and with what credentials, is its integration's to say.
 */
export function readRepository(address: string): Repository | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !['https:', 'http:'].includes(url.protocol)) {
    return undefined;
  }
  return `${url.username}${url.password}${url.search}${url.hash}` === ''
    ? at(url.host, url.pathname)
    : undefined;
}

/**
 * Reads what git itself takes as the address of a remote: also `ssh://git@<host>/<path>` and `git@<host>:<path>`, and an
 * address with credentials, which are dropped.
 */
export function readRemote(address: string): Repository | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && ['https:', 'http:'].includes(url.protocol)) {
    return `${url.search}${url.hash}` === '' ? at(url.host, url.pathname) : undefined;
  }
  if (url?.protocol === 'ssh:') {
    return at(url.hostname, url.pathname);
  }
  const [, host, path] = scpLike.exec(address) ?? [];
  return host && path ? at(host, path) : undefined;
}

/** The same words for one repository, however its letters are written. */
export function repositoryName({ host, path }: Repository): string {
  return `${host}/${path}`.toLocaleLowerCase('en-US');
}

function at(host: string, pathname: string): Repository | undefined {
  const path = pathname
    .replace(/^\//, '')
    .replace(/\/$/, '')
    .replace(/\.git$/, '');
  const segments = path.split('/');
  return segments.length >= 2 && segments.every(part => segment.test(part)) ? { host, path } : undefined;
}
