import { durationOf } from '../../controllers/rollouts/analysis/duration';
import { stamp } from '../../controllers/moments';
import { type Operation } from '../application';
import { type Running } from './Operations';

/** Milliseconds until a failed operation is tried again. @param count of the tries so far, besides the first */
export function retryDelay({ retry }: Operation, count: number): number {
  const { duration, factor = 2, maxDuration } = retry.backoff ?? {};
  const [first, longest] = [durationOf(duration) ?? 5_000, durationOf(maxDuration) ?? 180_000];
  return Math.min(longest, first * factor ** count);
}

/** Makes of a failure a wait for the next try, while there are tries left. */
export function retrying(state: Running, operation: Operation, now: Date): void {
  if (state.phase !== 'Failed' && state.phase !== 'Error') return;
  const tried = state.retryCount ?? 0;
  const { limit } = operation.retry;
  if (tried < limit || limit < 0) {
    const at = new Date(now.getTime() + retryDelay(operation, tried));
    state.finishedAt = stamp(now);
    state.phase = 'Running';
    state.retryCount = tried + 1;
    state.message = `${state.message ?? ''} due to application controller sync timeout. Retrying attempt #${tried + 1} at ${kitchen(at)}.`;
  } else if (tried > 0) {
    state.message = `${state.message ?? ''} (retried ${tried} times).`;
  }
}

/** 3:04PM, in UTC as in the controller's pod. */
function kitchen(at: Date): string {
  const hours = at.getUTCHours();
  const minutes = String(at.getUTCMinutes()).padStart(2, '0');
  return `${hours % 12 || 12}:${minutes}${hours < 12 ? 'AM' : 'PM'}`;
}
