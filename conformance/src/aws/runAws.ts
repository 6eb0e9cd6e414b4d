import type { Check } from '../Check';
import type { Result } from '../run';
import type { AwsCheck, AwsTarget } from './AwsTarget';

export interface AwsRun {
  /** Or why there is none. */
  target: AwsTarget | string;
  checks: readonly AwsCheck[];
  onResult?(result: Result): void;
}

/** Runs the checks one after the other: a failover is seen by all. */
export async function runAws({ target, checks, onResult }: AwsRun): Promise<Result[]> {
  const results: Result[] = [];
  for (const check of checks) {
    const result = await runOne(check, target);
    results.push(result);
    onResult?.(result);
  }
  return results;
}

/** Never throws: what goes wrong is the result. */
async function runOne(awsCheck: AwsCheck, target: AwsTarget | string): Promise<Result> {
  const began = performance.now();
  const { id, title } = awsCheck;
  const check: Check = { id, title, run: async () => undefined };
  const result = (outcome: Result['outcome'], why?: string): Result => ({
    check,
    outcome,
    why,
    seconds: (performance.now() - began) / 1_000,
  });
  if (typeof target === 'string') {
    return result('not run', target);
  }
  try {
    await awsCheck.run(target);
    return result('passed');
  } catch (error) {
    return result('failed', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
