/** Whether two addresses are of one repository: the case does not count, nor `.git`, nor which name this machine has. */
export function isRepositoryUrl(one: string, other: string): boolean {
  return normalised(one) === normalised(other);
}

function normalised(address: string): string {
  if (!URL.canParse(address)) return address;
  const { protocol, hostname, port, pathname } = new URL(address);
  const host = /^(127\.0\.0\.1|\[::1\])$/.test(hostname) ? 'localhost' : hostname;
  return `${protocol}//${host}:${port}${pathname
    .replace(/\/$/, '')
    .replace(/\.git$/, '')
    .toLowerCase()}`;
}
