import { type Probe } from './podView';

/** What kubelet and containerd say of containers. */

export const noProgram =
  'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/app": stat /app: no such file or directory: unknown';

export function pulledText(image: string, seconds: number, bytes: number): string {
  const took = seconds < 1 ? `${Math.round(seconds * 1000)}ms` : `${seconds}s`;
  return `Successfully pulled image "${image}" in ${took} (${took} including waiting). Image size: ${bytes} bytes.`;
}

export function notFoundText(image: string): string {
  return `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;
}

export function invalidNameText(image: string): string {
  const why = `couldn't parse image name "${image}": invalid reference format${caseText(image)}`;
  return `Failed to apply default image tag "${image}": ${why}`;
}

function caseText(image: string): string {
  const path = image.replace(/[:@][^/]*$/, '');
  const [first = '', ...rest] = path.split('/');
  const isHost = rest.length > 0 && (/[.:A-Z]/.test(first) || first === 'localhost');
  const repository = isHost ? rest.join('/') : path;
  return /[A-Z]/.test(repository) ? `: repository name (${repository}) must be lowercase` : '';
}

/** @param podText `name_namespace(uid)` */
export function backOffText(seconds: number, container: string, podText: string): string {
  const text = seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
  return `back-off ${text} restarting failed container=${container} pod=${podText}`;
}

/** What a probe that nobody answers says. */
export function failureText(probe: Probe | undefined): string {
  if (probe?.exec) return '';
  return probe?.tcpSocket
    ? 'dial tcp: connect: connection refused'
    : 'HTTP probe failed with statuscode: 503';
}
