import { randomUUID } from 'node:crypto';
import type { AppRoleSecrets, VaultSecrets } from './secrets';
import type { VaultCore } from './VaultCore';

/** The cluster that a Vault runs in, as it is reached from inside. */
export const ownCluster = 'https://kubernetes.default.svc';

/** Tokens of the portal live so long, and can be renewed for a day. */
const lifetime = { token_ttl: '20m', token_max_ttl: '24h', token_no_default_policy: true };

/** Lets the portal in as a viewer and as an operator, by AppRole and by its service account, over the API itself. */
export async function addSignIns(core: VaultCore, { root, viewer, operator }: VaultSecrets): Promise<void> {
  const write = async (path: string, data: Record<string, unknown>) => {
    const request = { id: randomUUID(), operation: 'update', namespace: '', token: root } as const;
    await core.handle(
      { ...request, path, data, wrapSeconds: undefined, remoteAddress: '' },
      { isActive: true },
    );
  };
  await write('auth/kubernetes/config', { kubernetes_host: ownCluster });
  for (const name of ['viewer', 'operator']) {
    await write(`auth/kubernetes/role/greenroom-${name}`, {
      bound_service_account_names: [name === 'viewer' ? 'greenroom' : 'greenroom-operator'],
      bound_service_account_namespaces: ['greenroom'],
      token_policies: [`greenroom-${name}`],
      ...lifetime,
    });
  }
  const appRole = async (name: string, { roleId, secretId }: AppRoleSecrets) => {
    const path = `auth/approle/role/greenroom-${name}`;
    await write(path, { token_policies: [`greenroom-${name}`], ...lifetime });
    await write(`${path}/role-id`, { role_id: roleId });
    await write(`${path}/custom-secret-id`, { secret_id: secretId });
  };
  await appRole('viewer', viewer);
  await appRole('operator', operator);
}
