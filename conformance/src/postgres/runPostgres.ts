import type { Result } from '../run';
import type { PostgresCheck, PostgresTarget } from './PostgresTarget';

export interface PostgresRun {
  /** Or why there is none. */
  target: PostgresTarget | string;
  checks: readonly PostgresCheck[];
  onResult?(result: Result): void;
}

/** Runs the checks one after the other: some break the servers for all. */
export async function runPostgres({ target, checks, onResult }: PostgresRun): Promise<Result[]> {
  const results: Result[] = [];
  for (const check of checks) {
    const result = await runOne(check, target);
    results.push(result);
    onResult?.(result);
  }
  return results;
}

/** Never throws: what goes wrong is the result. */
async function runOne(check: PostgresCheck, target: PostgresTarget | string): Promise<Result> {
  const began = performance.now();
  const result = (outcome: Result['outcome'], why?: string): Result => ({
    check,
    outcome,
    why,
    seconds: (performance.now() - began) / 1_000,
  });
  if (typeof target === 'string') return result('not run', target);
  if (check.breaks && !target.act) return result('not run', 'nobody breaks real servers on purpose');
  try {
    await check.run(target);
    return result('passed');
  } catch (error) {
    return result('failed', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
