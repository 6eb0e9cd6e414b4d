import { expect } from 'expect';
import type { Check } from '../../Check';
import type { CheckContext } from '../../CheckContext';
import { eventually } from '../../eventually';
import { documentedRules, followed, optional, portalWith, type Rule, single } from './reader';

const AT_ONCE = 5;

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
      // A few at a time: each is a portal of its own.
      for (let from = 0; from < rules.length; from += AT_ONCE) {
        const missing = rules.slice(from, from + AT_ONCE);
        await Promise.all(
          missing.map((rule, index) => expectNamed(context, rules, rule, `without-${from + index}`)),
        );
      }
    },
  },
];

async function expectNamed(context: CheckContext, rules: Rule[], missing: Rule, name: string): Promise<void> {
  const [group] = missing.apiGroups;
  const [resource] = missing.resources;
  const kinds = followed.filter(({ type }) => type.resource === resource);
  const without = rules.filter(rule => rule !== missing);
  const portal = await portalWith(context, name, without, { kinds });
  await eventually(() => {
    const named = portal.clusters.get(context.cluster).report().missingPermissions;
    expect(named).toHaveLength(1);
    expect(named[0]?.rule).toContain(`resources: ["${resource}"]`);
    expect(named[0]?.rule).toContain(`apiGroups: ["${group}"]`);
  }, 20_000);
  await portal.stop();
}
