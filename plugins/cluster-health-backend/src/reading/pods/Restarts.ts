import type { PodRow } from '@greenroom/cluster-access';
import { HOUR, instant } from '../time';

interface Seen {
  /** When it was seen first, and with how many restarts. */
  from: number;
  restarts: number;
  /** Times of restarts that were seen to come, the oldest first; of the last hour. */
  steps: { at: number; more: number }[];
}

/** An hour of crashes is told by less. */
const STEPS_KEPT = 64;

/**
 * How often containers were restarted within the last hour. Kubernetes keeps a count only, so somebody has to have looked:
 * of a pod that is older than we have looked, nobody knows. Holds pods that were restarted, and none besides.
 */
export class Restarts {
  readonly #seen = new Map<string, Seen>();

  /** To be told of every pod whose count is not 0, whenever it changed. */
  observe({ uid, restarts, trouble }: PodRow, now: number): void {
    const held = this.#seen.get(uid);
    if (!held) {
      this.#seen.set(uid, { from: now, restarts, steps: [] });
      return;
    }
    if (restarts <= held.restarts) {
      // Those of init containers are counted no longer once they have done their work.
      held.restarts = restarts;
      return;
    }
    const ends = trouble?.containers?.flatMap(({ last }) => instant(last?.at) ?? []) ?? [];
    const at = ends.length === 0 ? now : Math.min(now, Math.max(held.from, ...ends));
    held.steps = [...held.steps, { at, more: restarts - held.restarts }]
      .filter(step => now - step.at < HOUR)
      .slice(-STEPS_KEPT);
    held.restarts = restarts;
  }

  forget(uid: string): void {
    this.#seen.delete(uid);
  }

  /** `undefined` where nobody can tell. */
  lastHour({ uid, restarts, startedAt, createdAt }: PodRow, now: number): number | undefined {
    const began = instant(startedAt ?? createdAt);
    if (restarts === 0 || (began !== undefined && now - began < HOUR)) {
      return restarts;
    }
    const held = this.#seen.get(uid);
    if (!held) {
      return undefined;
    }
    const seen = held.steps.filter(step => now - step.at < HOUR).reduce((sum, { more }) => sum + more, 0);
    // Less than an hour of looking has seen at least so many.
    return now - held.from >= HOUR || seen > 0 ? seen : undefined;
  }

  get size(): number {
    return this.#seen.size;
  }
}
