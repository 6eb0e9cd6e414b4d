import { stringify } from 'yaml';

/** One cluster as a kubeconfig names it. */
export interface KubeconfigEntry {
  /** Of cluster, user and context. */
  name: string;
  server: string;
  /** The certificate authority, in PEM. */
  certificateAuthority: string;
  token: string;
}

/** A kubeconfig that stands on its own: nothing in it points to another file. */
export function kubeconfig(user: string, entries: KubeconfigEntry[]): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': entries[0]?.name ?? '',
    clusters: entries.map(({ name, server, certificateAuthority }) => ({
      name,
      cluster: { server, 'certificate-authority-data': Buffer.from(certificateAuthority).toString('base64') },
    })),
    users: entries.map(({ name, token }) => ({ name: `${user}@${name}`, user: { token } })),
    contexts: entries.map(({ name }) => ({ name, context: { cluster: name, user: `${user}@${name}` } })),
  });
}
