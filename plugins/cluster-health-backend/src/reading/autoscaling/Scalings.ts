import { MINUTE } from '../time';

/** How many pods an autoscaler wanted from when on. */
export interface Scaling {
  at: number;
  desired: number;
}

/** Over how long ups and downs are counted. */
export const FLAPPING_WINDOW = 30 * MINUTE;

/** What is seen of it, added to what is remembered: only what changed, and only as long as it is counted. */
export function remembered(scalings: readonly Scaling[], now: Scaling): readonly Scaling[] {
  const last = scalings.at(-1);
  const kept = scalings.filter(({ at }) => now.at - at < FLAPPING_WINDOW);
  if (last?.desired !== now.desired) {
    return [...kept, now];
  }
  return kept.length > 0 ? kept : [last];
}

/** How often it turned from more to fewer, or back. */
export function turns(scalings: readonly Scaling[], now: number): number {
  const recent = scalings.filter(({ at }) => now - at < FLAPPING_WINDOW);
  const steps = recent
    .slice(1)
    .map(({ desired }, index) => Math.sign(desired - (recent[index]?.desired ?? desired)))
    .filter(step => step !== 0);
  return steps.slice(1).filter((step, index) => step !== steps[index]).length;
}
