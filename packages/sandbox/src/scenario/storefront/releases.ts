import { registryHost } from '../../images/ImageRegistry';

/** Where the images of a service are. */
export function repositoryOf(namespace: string, service: string): string {
  return `${registryHost}/${namespace}/${service}`;
}

export function imageOf(namespace: string, service: string, version: string): string {
  return `${repositoryOf(namespace, service)}:${version}`;
}

/** v1.8.2 → v1.8.3. */
export function nextVersion(version: string): string {
  const [major = 'v0', minor = '0', patch = '0'] = version.split('.');
  return [major, minor, Number(patch) + 1].join('.');
}

export function versionOf(image: string): string {
  return image.slice(image.lastIndexOf(':') + 1);
}
