import { runVault } from './vault/runVault';
import { leasesChecks } from './checks/leases';
import { vaultChecks } from './checks/vault';
import type { Result } from './run';
import { vaultSandbox } from './targets/vaultSandbox';

const checks = [...vaultChecks, ...leasesChecks];
let results: Result[] = [];
beforeAll(async () => {
  const target = await vaultSandbox();
  try {
    results = await runVault({ target, checks });
  } finally {
    await target.stop();
  }
}, 180_000);

it.each(checks.map(({ id, title }, index) => [id, title, index] as const))('%s: %s', (id, _title, index) => {
  const { check, outcome, why } = results[index] ?? {};
  expect([check?.id, outcome, why]).toEqual([id, 'passed', undefined]);
});

it('tells what was not run, and why', async () => {
  const told = await runVault({ target: 'no --vault was given', checks });
  expect(new Set(told.map(({ outcome, why }) => `${outcome}: ${why}`))).toEqual(
    new Set(['not run: no --vault was given']),
  );
});
