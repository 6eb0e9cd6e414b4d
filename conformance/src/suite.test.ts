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
