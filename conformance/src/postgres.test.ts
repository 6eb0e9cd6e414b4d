import { postgresChecks } from './checks/postgres';
import { runPostgres } from './postgres/runPostgres';
import { postgresSandbox } from './targets/postgresSandbox';
import type { Result } from './run';

/** The failover takes half a minute: the command runs it, and the sandbox's own test plays it on a clock. */
const here = postgresChecks.filter(({ breaks }) => !breaks);

describe('PostgreSQL and pgpool of the sandbox', () => {
  let results: Result[] = [];

  beforeAll(async () => {
    const target = await postgresSandbox();
    try {
      results = await runPostgres({ target, checks: here });
    } finally {
      await target.stop();
    }
  }, 60_000);

  it.each(here.map(({ id, title }, index) => [id, title, index] as const))('%s: %s', (id, _title, index) => {
    const { check, outcome, why } = results[index] ?? {};
    expect([check?.id, outcome, why]).toEqual([id, 'passed', undefined]);
  });

  it('says why what is absent was not run', async () => {
    const told = await runPostgres({ target: 'no --postgres was given', checks: here });
    expect(new Set(told.map(({ outcome, why }) => `${outcome}: ${why}`))).toEqual(
      new Set(['not run: no --postgres was given']),
    );
  });
});
