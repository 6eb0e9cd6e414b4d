import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { accountName, RBAC, tokenOf } from './accounts';
import type { Access, Api } from './Api';
import { type CheckContext, core } from './CheckContext';

/** What the documentation tells an administrator to apply, applied for one check alone. */

const folder = resolve(__dirname, '../../docs/kubernetes');
/** Where the documentation puts the portal, and what it calls its service account there. */
const HOME = 'greenroom';
const CONTROLLER = 'system:serviceaccount:argo-rollouts:argo-rollouts';
const ADMISSION = '/apis/admissionregistration.k8s.io/v1';

const clusterWide: Record<string, string> = {
  ClusterRole: `${RBAC}/clusterroles`,
  ClusterRoleBinding: `${RBAC}/clusterrolebindings`,
  ValidatingAdmissionPolicy: `${ADMISSION}/validatingadmissionpolicies`,
  ValidatingAdmissionPolicyBinding: `${ADMISSION}/validatingadmissionpolicybindings`,
};
const namespaced: Record<string, (context: CheckContext) => string> = {
  ConfigMap: context => core(context, 'configmaps'),
  Role: ({ namespace }) => `${RBAC}/namespaces/${namespace}/roles`,
  RoleBinding: ({ namespace }) => `${RBAC}/namespaces/${namespace}/rolebindings`,
  ServiceAccount: context => core(context, 'serviceaccounts'),
};

const objectSchema = z.looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) });
type Documented = z.infer<typeof objectSchema>;

/** The server, and a token of the portal's service account with the rights of both files. */
export async function portalAccess(context: CheckContext): Promise<Access> {
  await applyDocument(context, 'portal-reader.yaml');
  await applyDocument(context, 'portal-promoter.yaml');
  const { url, ca } = context.api.access;
  return { url, ca, token: await tokenOf(context, HOME) };
}

/** The server as the portal's service account sees it. */
export async function portalAccount(context: CheckContext): Promise<Api> {
  const { token } = await portalAccess(context);
  const api = context.api.as(token);
  context.cleanUp(() => api.close());
  return api;
}

/**
 * Applies a file: its namespace is the check's, its cluster-wide names end with that, and what it binds for the whole
 * cluster is bound there only where that is possible. They go away with the check.
 */
export async function applyDocument(context: CheckContext, file: string): Promise<void> {
  for (const object of readDocument(context, file)) {
    const own = namespaced[object.kind]?.(context);
    const path = own ?? clusterWide[object.kind];
    if (path === undefined) continue;
    await context.api.create(path, own === undefined ? forCheck(context, object) : object);
    if (own === undefined) {
      context.cleanUp(() => context.api.delete(`${path}/${nameFor(context, object.metadata.name)}`));
    }
  }
}

/** How something cluster-wide of the documentation is called in a check. */
export function nameFor({ namespace }: CheckContext, name: string): string {
  return `${name}-${namespace}`;
}

function readDocument(context: CheckContext, file: string): Documented[] {
  const { namespace, target } = context;
  return parseAllDocuments(readFileSync(resolve(folder, file), 'utf8')).map(document => {
    const text = JSON.stringify(document.toJS())
      .replaceAll(`"namespace":"${HOME}"`, `"namespace":"${namespace}"`)
      .replaceAll(`system:serviceaccount:${HOME}:${HOME}`, accountName(context, HOME))
      .replaceAll(CONTROLLER, target.rolloutsUser ?? CONTROLLER);
    return objectSchema.parse(JSON.parse(text));
  });
}

function forCheck(context: CheckContext, object: Documented): object {
  const { name } = object.metadata;
  return {
    ...object,
    metadata: { ...object.metadata, name: nameFor(context, name) },
    ...(object.kind === 'ClusterRoleBinding' && { roleRef: roleHere(context, object) }),
    ...(object.kind === 'ValidatingAdmissionPolicyBinding' && { spec: boundHere(context, object) }),
  };
}

const roleRefSchema = z.looseObject({ name: z.string() });

function roleHere(context: CheckContext, { roleRef }: Documented): object {
  const role = roleRefSchema.parse(roleRef);
  return { ...role, name: nameFor(context, role.name) };
}

const bindingSchema = z.looseObject({ policyName: z.string() });

/** Other checks go on meanwhile, on rollouts that are not locked. */
function boundHere(context: CheckContext, { spec }: Documented): object {
  const bound = bindingSchema.parse(spec);
  const matchLabels = { 'kubernetes.io/metadata.name': context.namespace };
  return {
    ...bound,
    policyName: nameFor(context, bound.policyName),
    matchResources: { namespaceSelector: { matchLabels } },
  };
}
