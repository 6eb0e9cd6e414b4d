import { expect } from 'expect';
import type { Check } from '../../Check';
import type { CheckContext } from '../../CheckContext';
import { eventually } from '../../eventually';
import { documentedRules, optional, portalWith, type Rule, single } from './reader';

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
        const there = report.parts.filter(
          ({ name, freshness }) => !optional.has(name) || freshness !== 'not-installed',
        );
        expect(there.map(({ freshness }) => freshness)).toEqual(there.map(() => 'live'));
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
