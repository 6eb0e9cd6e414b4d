import { runInOrder } from './runInOrder';
import { awsChecks } from './checks/aws';
import type { Result } from './run';
import { awsSandbox } from './targets/awsSandbox';

let results: Result[] = [];
beforeAll(async () => {
  const target = await awsSandbox();
  try {
    results = await runInOrder({ target, checks: awsChecks });
  } finally {
    await target.stop();
  }
}, 60_000);

it.each(awsChecks.map(({ id, title }, index) => [id, title, index] as const))(
  '%s: %s',
  (id, _title, index) => {
    const { check, outcome, why } = results[index] ?? {};
    expect([check?.id, outcome, why]).toEqual([id, 'passed', undefined]);
  },
);

it('tells what was not run, and why', async () => {
  const told = await runInOrder({ target: 'no --moto was given', checks: awsChecks });
  expect(new Set(told.map(({ outcome, why }) => `${outcome}: ${why}`))).toEqual(
    new Set(['not run: no --moto was given']),
  );
});
