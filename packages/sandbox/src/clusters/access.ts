import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { NewObject, ObjectApi } from '../kubernetes/types';

/** Who comes into a cluster, besides its own controllers. */
export const adminUser = { name: 'sandbox-admin', groups: ['system:masters'] };
/** The service account that the documentation binds everything to. */
export const portalUser = {
  name: 'system:serviceaccount:greenroom:greenroom',
  groups: ['system:serviceaccounts', 'system:serviceaccounts:greenroom'],
};
/** A portal that was given `portal-reader.yaml` only. */
export const readerUser = { name: 'portal-reader', groups: [] };

const documents = resolve(__dirname, '../../../../docs/kubernetes');

const resources = {
  ClusterRole: 'clusterroles.rbac.authorization.k8s.io',
  ClusterRoleBinding: 'clusterrolebindings.rbac.authorization.k8s.io',
  ConfigMap: 'configmaps',
  Namespace: 'namespaces',
  Role: 'roles.rbac.authorization.k8s.io',
  RoleBinding: 'rolebindings.rbac.authorization.k8s.io',
  ServiceAccount: 'serviceaccounts',
  ValidatingAdmissionPolicy: 'validatingadmissionpolicies.admissionregistration.k8s.io',
  ValidatingAdmissionPolicyBinding: 'validatingadmissionpolicybindings.admissionregistration.k8s.io',
} as const;
const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.enum([
    'ClusterRole',
    'ClusterRoleBinding',
    'ConfigMap',
    'Namespace',
    'Role',
    'RoleBinding',
    'ServiceAccount',
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
  ]),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
  spec: z.record(z.string(), z.json()).optional(),
});

/** Gives the portal what the documentation says it needs, and nothing else; and a reader the reading part of it. */
export function grantAccess(api: ObjectApi): void {
  applyDocument(api, 'portal-reader.yaml');
  applyDocument(api, 'portal-promoter.yaml');
  api.create('clusterrolebindings.rbac.authorization.k8s.io', readerBinding());
}

/** What `kubectl apply` makes of a file that the documentation tells an administrator to apply. */
function applyDocument(api: ObjectApi, file: string): void {
  const parsed = parseAllDocuments(readFileSync(resolve(documents, file), 'utf8'));
  const objects = z.array(manifest).parse(parsed.map(document => document.toJS()));
  // Namespaces first: what is in them can not come before them.
  for (const object of objects.sort((one, other) => rank(one.kind) - rank(other.kind))) {
    const resource = resources[object.kind];
    if (!api.get({ resource, ...object.metadata })) api.create(resource, object);
  }
}

function rank(kind: string): number {
  return kind === 'Namespace' ? 0 : 1;
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
