import type { NewObject, ObjectApi } from '../kubernetes/types';
import { documented } from './documented';

/** Who comes into a cluster, besides its own controllers. */
export const adminUser = { name: 'sandbox-admin', groups: ['system:masters'] };
/** The service account that the documentation binds everything to. */
export const portalUser = {
  name: 'system:serviceaccount:greenroom:greenroom',
  groups: ['system:serviceaccounts', 'system:serviceaccounts:greenroom'],
};
/** A portal that was given `portal-reader.yaml` only. */
export const readerUser = { name: 'portal-reader', groups: [] };

/** Gives the portal what the documentation says it needs, and nothing else; and a reader the reading part of it. */
export function grantAccess(api: ObjectApi): void {
  apply(api, 'portal-reader.yaml');
  apply(api, 'portal-promoter.yaml');
  apply(api, 'portal-paths.yaml');
  apply(api, 'portal-delivery.yaml');
  apply(api, 'portal-health.yaml');
  api.create('clusterrolebindings.rbac.authorization.k8s.io', readerBinding());
}

function apply(api: ObjectApi, file: string): void {
  for (const { resource, object } of documented(file)) {
    const { name = '', namespace } = object.metadata;
    if (!api.get({ resource, name, namespace })) api.create(resource, object);
  }
}

function readerBinding(): NewObject {
  const role = 'greenroom-reader';
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: `${role}-${readerUser.name}` },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: readerUser.name }],
  };
}
