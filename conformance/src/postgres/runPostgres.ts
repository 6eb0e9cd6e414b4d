import { type OrderedRun, runInOrder } from '../runInOrder';
import type { PostgresCheck, PostgresTarget } from './PostgresTarget';

type PostgresRun = Omit<OrderedRun<PostgresTarget, PostgresCheck>, 'whyNot'>;

/** Runs the checks; those that break servers only where somebody can. */
export function runPostgres(options: PostgresRun) {
  return runInOrder({
    ...options,
    whyNot: (check, target) =>
      check.breaks && !target.act ? 'nobody breaks real servers on purpose' : undefined,
  });
}
