import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { eventsKind } from '@greenroom/cluster-access';
import { expect } from 'expect';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { makeAccount, RBAC, tokenOf } from '../../accounts';
import type { Check } from '../../Check';
import type { CheckContext } from '../../CheckContext';
import { eventually } from '../../eventually';
import { Portal } from '../../portal/Portal';

/** What the documentation tells an administrator to apply. */
const documented = resolve(__dirname, '../../../../docs/kubernetes/portal-reader.yaml');
const ruleSchema = z.object({
  apiGroups: z.array(z.string()),
  resources: z.array(z.string()),
  verbs: z.array(z.string()),
});
type Rule = z.infer<typeof ruleSchema>;
const roleSchema = z.object({ kind: z.literal('ClusterRole'), rules: z.array(ruleSchema) });

function documentedRules(): Rule[] {
  const documents = parseAllDocuments(readFileSync(documented, 'utf8')).map(document => document.toJS());
  return documents.flatMap(document => roleSchema.safeParse(document).data?.rules ?? []);
}

/** One rule for each resource: each is taken away alone. */
function single(rules: Rule[]): Rule[] {
  return rules.flatMap(rule => rule.resources.map(resource => ({ ...rule, resources: [resource] })));
}

const apiVersion = 'rbac.authorization.k8s.io/v1';

/** A portal that signs in as a service account with exactly these rules on the whole cluster. */
async function portalWith(context: CheckContext, name: string, rules: Rule[]): Promise<Portal> {
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
  const { url, ca: caData } = api.access;
  const portal = await Portal.start([{ name: cluster, url, caData, token: await tokenOf(context, name) }]);
  cleanUp(() => portal.stop());
  // The portal follows events from the first question about a rollout on.
  portal.clusters.get(cluster).watch(eventsKind);
  return portal;
}

/** The documented rights are enough, and what is missing of them is named. */
export const rights: readonly Check[] = [
  {
    id: 'cache/documented-rights',
    title: 'what docs/kubernetes/portal-reader.yaml gives is enough, and no more is asked for',
    async run(context) {
      const portal = await portalWith(context, 'enough', documentedRules());
      const live = portal.clusters.get(context.cluster);
      await eventually(() => {
        const report = live.report();
        expect(report.freshness).toBe('live');
        expect(report.missingPermissions).toEqual([]);
        expect(report.parts.map(({ freshness }) => freshness)).toEqual(report.parts.map(() => 'live'));
      }, 20_000);
    },
  },
  {
    id: 'cache/missing-rights',
    title: 'each rule that is taken away is named, with the rule to give',
    async run(context) {
      const rules = single(documentedRules());
      expect(rules.length).toBeGreaterThan(5);
      await Promise.all(
        rules.map((missing, index) => expectNamed(context, rules, missing, `without-${index}`)),
      );
    },
  },
];

async function expectNamed(context: CheckContext, rules: Rule[], missing: Rule, name: string): Promise<void> {
  const portal = await portalWith(
    context,
    name,
    rules.filter(rule => rule !== missing),
  );
  const [group] = missing.apiGroups;
  const [resource] = missing.resources;
  await eventually(() => {
    const named = portal.clusters.get(context.cluster).report().missingPermissions;
    expect(named).toHaveLength(1);
    expect(named[0]?.rule).toContain(`resources: ["${resource}"]`);
    expect(named[0]?.rule).toContain(`apiGroups: ["${group}"]`);
  }, 20_000);
}
