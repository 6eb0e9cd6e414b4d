import { programs } from './Check';
import { type Result, run } from './run';
import { checks } from './suite';
import { sandboxTarget } from './targets/sandbox';

/** The official programs are no part of this project: the command drives them. */
const here = checks.filter(({ needs = [] }) => needs.every(need => need === 'faults'));

describe('on the sandbox', () => {
  let results: Result[] = [];

  beforeAll(async () => {
    const target = await sandboxTarget();
    try {
      results = await run({ target, checks: here, tools: {}, lanes: 16 });
    } finally {
      await target.stop();
    }
  }, 180_000);

  it.each(here.map(({ id, title }, index) => [id, title, index] as const))('%s: %s', (id, _title, index) => {
    const { check, outcome, why } = results[index] ?? {};
    expect([check?.id, outcome, why]).toEqual([id, 'passed', undefined]);
  });

  it('what differs between versions of the controller holds for the other one too', async () => {
    const target = await sandboxTarget('1.10.1');
    const differing = ['promotions/early-retry', 'promotions/return-to-stable', 'promotions/nudge'];
    try {
      const told = await run({
        target,
        checks: checks.filter(({ id }) => differing.includes(id)),
        tools: {},
      });
      expect(told.map(({ check, outcome, why }) => [check.id, outcome, why]).sort()).toEqual(
        differing.sort().map(id => [id, 'passed', undefined]),
      );
    } finally {
      await target.stop();
    }
  }, 60_000);

  it('what a target or this machine lacks is told, not passed over', async () => {
    const target = await sandboxTarget();
    try {
      const lacking = checks.filter(({ needs }) => needs?.length);
      const told = await run({ target: { ...target, faulty: undefined }, checks: lacking, tools: {} });
      expect(told.map(({ outcome }) => outcome)).toEqual(lacking.map(() => 'not run'));
      expect(new Set(told.map(({ why }) => why))).toEqual(
        new Set([
          'there is no kubectl',
          'there is no kubectl-argo-rollouts',
          'nobody breaks a real cluster on purpose',
          ...programs.map(program => `there is no ${program}`),
        ]),
      );
    } finally {
      await target.stop();
    }
  }, 30_000);

  it('every check has a name of its own', () => {
    const ids = checks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
