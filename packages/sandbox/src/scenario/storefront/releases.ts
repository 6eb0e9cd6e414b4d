/** What an image turns out to be when it runs: CI does not know, the cluster finds out. */
export type Release = 'good' | 'slow' | 'crashing' | 'failing';

const registry = '402917760021.dkr.ecr.eu-central-1.amazonaws.com';

export function imageOf(namespace: string, service: string, version: string): string {
  return `${registry}/${namespace}/${service}:${version}`;
}

/** v1.8.2 → v1.8.3. */
export function nextVersion(version: string): string {
  const [major = 'v0', minor = '0', patch = '0'] = version.split('.');
  return [major, minor, Number(patch) + 1].join('.');
}

export function versionOf(image: string): string {
  return image.slice(image.lastIndexOf(':') + 1);
}
