import type { RunProgress, StepProgress } from './progress';

/**
 * The steps that a person is to see. A template has a step each for things of which one is done, all of one name (a
 * publisher for each kind of git host): they are one row. What was passed over because it did not apply is none, and
 * what is for a failure only comes when there is one.
 */
export function rowsOf(run: RunProgress): StepProgress[] {
  const failedAt = run.steps.findIndex(({ state }) => state === 'failed' || state === 'cancelled');
  const rows: StepProgress[] = [];
  run.steps.forEach((step, index) => {
    const notReached = failedAt >= 0 && index > failedAt;
    if (step.state === 'skipped' && (step.rescue || !notReached)) {
      return;
    }
    if (step.state === 'open' && step.rescue && failedAt < 0) {
      return;
    }
    const last = rows.at(-1);
    const sameAgain = last?.name === step.name && (isIdle(last) || isIdle(step));
    if (!sameAgain) {
      rows.push(step);
    } else if (!isIdle(step)) {
      rows[rows.length - 1] = step;
    }
  });
  return rows;
}

function isIdle({ state }: StepProgress): boolean {
  return state === 'open' || state === 'skipped';
}
