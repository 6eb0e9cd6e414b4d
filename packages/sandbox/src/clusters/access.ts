import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { NewObject, ObjectApi } from '../kubernetes/types';

/** Who comes into a cluster, besides its own controllers. */
export const adminUser = { name: 'sandbox-admin', groups: ['system:masters'] };
export const readerUser = { name: 'portal-reader', groups: [] };

/** Rights are prepared from the file that the documentation tells an administrator to apply. */
const documented = resolve(__dirname, '../../../../docs/kubernetes/portal-reader.yaml');
const role = 'greenroom-reader';

const resources: Record<string, string> = {
  ClusterRole: 'clusterroles.rbac.authorization.k8s.io',
  ClusterRoleBinding: 'clusterrolebindings.rbac.authorization.k8s.io',
  Namespace: 'namespaces',
  ServiceAccount: 'serviceaccounts',
};
const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.enum(['ClusterRole', 'ClusterRoleBinding', 'Namespace', 'ServiceAccount']),
  metadata: z.object({ name: z.string(), namespace: z.string().optional() }),
});

/** Gives the portal's reader what the documentation says it needs, and nothing else. */
export function grantReader(api: ObjectApi): void {
  const documents = parseAllDocuments(readFileSync(documented, 'utf8'));
  const objects = z.array(manifest).parse(documents.map(document => document.toJS()));
  // Namespaces first: what is in them can not come before them.
  const ordered = objects.sort((one, other) => rank(one.kind) - rank(other.kind));
  for (const object of ordered) api.create(resources[object.kind] ?? '', object);
  api.create('clusterrolebindings.rbac.authorization.k8s.io', readerBinding());
}

function rank(kind: string): number {
  return kind === 'Namespace' ? 0 : 1;
}

/** The documentation binds the role to a service account; the sandbox has no token issuer and binds it to a user. */
function readerBinding(): NewObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: `${role}-${readerUser.name}` },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: readerUser.name }],
  };
}
