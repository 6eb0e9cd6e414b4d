import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { NewObject } from '../kubernetes/types';

/** The files that the documentation tells an administrator to apply: a sandbox is prepared from the same ones. */

// A server runs as one file, which lies elsewhere: the package is found by its name.
const documents = resolve(
  dirname(require.resolve('@greenroom/sandbox/package.json')),
  '../../docs/kubernetes',
);

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

/** The objects of a file with the resource that each is sent to: namespaces first, as what is in them can not come before them. */
export function documented(file: string): { resource: string; object: NewObject }[] {
  const parsed = parseAllDocuments(readFileSync(resolve(documents, file), 'utf8'));
  const objects = z.array(manifest).parse(parsed.map(document => document.toJS()));
  return objects
    .sort((one, other) => rank(one.kind) - rank(other.kind))
    .map(object => ({ resource: resources[object.kind], object }));
}

function rank(kind: string): number {
  return kind === 'Namespace' ? 0 : 1;
}
