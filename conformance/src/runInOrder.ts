import type { Check } from './Check';
import type { Result } from './run';

/** What is held against something else than a cluster. */
export interface OrderedCheck<Target> extends Pick<Check, 'id' | 'title'> {
  /** @throws what the assertion says when it does not hold */
  run(target: Target): Promise<void>;
}

export interface OrderedRun<Target, Asked extends OrderedCheck<Target>> {
  /** Or why there is none. */
  target: Target | string;
  checks: readonly Asked[];
  /** Why this one is not asked of this target, where there is a reason. */
  whyNot?(check: Asked, target: Target): string | undefined;
  onResult?(result: Result): void;
}

/** Runs the checks one after the other: what one breaks or moves is seen by all. */
export async function runInOrder<Target extends object, Asked extends OrderedCheck<Target>>(
  options: OrderedRun<Target, Asked>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const check of options.checks) {
    const result = await runOne(check, options);
    results.push(result);
    options.onResult?.(result);
  }
  return results;
}

/** Never throws: what goes wrong is the result. */
async function runOne<Target extends object, Asked extends OrderedCheck<Target>>(
  asked: Asked,
  { target, whyNot }: OrderedRun<Target, Asked>,
): Promise<Result> {
  const began = performance.now();
  const { id, title } = asked;
  const check: Check = { id, title, run: async () => undefined };
  const result = (outcome: Result['outcome'], why?: string): Result => ({
    check,
    outcome,
    why,
    seconds: (performance.now() - began) / 1_000,
  });
  const reason = typeof target === 'string' ? target : whyNot?.(asked, target);
  if (typeof target === 'string' || reason !== undefined) {
    return result('not run', reason);
  }
  try {
    await asked.run(target);
    return result('passed');
  } catch (error) {
    return result('failed', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
