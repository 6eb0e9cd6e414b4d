import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  autoscalersKind,
  cephBlockPoolsKind,
  cephClustersKind,
  cronJobsKind,
  daemonSetsKind,
  deploymentsKind,
  disruptionBudgetsKind,
  endpointSlicesKind,
  eventsKind,
  ingressesKind,
  jobsKind,
  limitRangesKind,
  nodeClaimsKind,
  nodePoolsKind,
  nodesKind,
  quotasKind,
  type RowIdentity,
  statefulSetsKind,
  storageClassesKind,
  volumeClaimsKind,
  volumesKind,
  type WatchedKind,
} from '@greenroom/cluster-access';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { makeAccount, RBAC, tokenOf } from '../../accounts';
import type { CheckContext } from '../../CheckContext';
import { Portal } from '../../portal/Portal';

/** What the documentation tells an administrator to apply. */
const documented = resolve(__dirname, '../../../../docs/kubernetes');
const ruleSchema = z.object({
  apiGroups: z.array(z.string()),
  resources: z.array(z.string()),
  verbs: z.array(z.string()),
});
export type Rule = z.infer<typeof ruleSchema>;
/** That they may be read is what is asked here, not what delivery takes from them. */
const applicationsKind: WatchedKind<RowIdentity> = {
  type: { group: 'argoproj.io', version: 'v1alpha1', resource: 'applications' },
  project: object => z.object({ metadata: identitySchema }).safeParse(object).data?.metadata,
};
const identitySchema = z.object({ uid: z.string(), namespace: z.string(), name: z.string() });
/**
 * What rollouts do not follow from the beginning: events from the first question about one on; Applications by delivery;
 * everything else by the health of clusters.
 */
export const followed: readonly WatchedKind<RowIdentity>[] = [
  applicationsKind,
  autoscalersKind,
  cephBlockPoolsKind,
  cephClustersKind,
  cronJobsKind,
  daemonSetsKind,
  deploymentsKind,
  disruptionBudgetsKind,
  endpointSlicesKind,
  eventsKind,
  ingressesKind,
  jobsKind,
  limitRangesKind,
  nodeClaimsKind,
  nodePoolsKind,
  nodesKind,
  quotasKind,
  statefulSetsKind,
  storageClassesKind,
  volumeClaimsKind,
  volumesKind,
];
/** Not every cluster has these. */
export const optional: ReadonlySet<string> = new Set([
  'applications.argoproj.io',
  'cephblockpools.ceph.rook.io',
  'cephclusters.ceph.rook.io',
  'nodeclaims.karpenter.sh',
  'nodepools.karpenter.sh',
]);
const roleSchema = z.object({ kind: z.literal('ClusterRole'), rules: z.array(ruleSchema) });

export function documentedRules(file = 'portal-reader.yaml'): Rule[] {
  const text = readFileSync(join(documented, file), 'utf8');
  const documents = parseAllDocuments(text).map(document => document.toJS());
  return documents.flatMap(document => roleSchema.safeParse(document).data?.rules ?? []);
}

/** One rule for each resource: each is taken away alone. */
export function single(rules: Rule[]): Rule[] {
  return rules.flatMap(rule => rule.resources.map(resource => ({ ...rule, resources: [resource] })));
}

const apiVersion = 'rbac.authorization.k8s.io/v1';

/**
 * A portal that signs in as a service account with exactly these rules on the whole cluster.
 * @param url where it reaches the cluster, if not as everybody
 * @param kinds what it follows besides what rollouts follow
 */
export async function portalWith(
  context: CheckContext,
  name: string,
  rules: Rule[],
  { url = context.api.access.url, kinds = followed } = {},
): Promise<Portal> {
  const { api, namespace, cluster, cleanUp } = context;
  const role = `${namespace}-${name}`;
  await makeAccount(context, name);
  await api.create(`${RBAC}/clusterroles`, {
    apiVersion,
    kind: 'ClusterRole',
    metadata: { name: role },
    rules,
  });
  cleanUp(() => api.delete(`${RBAC}/clusterroles/${role}`));
  await api.create(`${RBAC}/clusterrolebindings`, {
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name: role },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  });
  cleanUp(() => api.delete(`${RBAC}/clusterrolebindings/${role}`));
  const { ca: caData } = api.access;
  const portal = await Portal.start([{ name: cluster, url, caData, token: await tokenOf(context, name) }]);
  cleanUp(() => portal.stop());
  const live = portal.clusters.get(cluster);
  kinds.forEach(kind => live.watch(kind));
  return portal;
}
