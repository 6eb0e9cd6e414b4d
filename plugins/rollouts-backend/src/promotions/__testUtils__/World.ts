import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { makeRevision, makeRollout } from '../../__testUtils__/rollouts';
import type { Seen } from '../../writes/RolloutWriter';
import type { VirtualTime } from './VirtualTime';

/** A write of the portal that the API server accepted. */
export interface Accepted {
  requestId: string;
  revision: string;
  pauseStartedAt: string;
}

/** One blue-green rollout as the API server has it, and a controller that acts when a test says so. */
export class World {
  uid = 'uid-1';
  current = 'r1';
  active = 'r1';
  stable = 'r1';
  pauseStartedAt: string | undefined;
  pausedByHand = false;
  aborted = false;
  generation = 1;
  /** The controller has not seen what was accepted, and will not before it is nudged. */
  ignores = false;
  readonly accepted: Accepted[] = [];
  /** Revisions that went live by the promotion of another one. */
  readonly wronglyPromoted: string[] = [];
  /** Every revision that ever was live. */
  readonly wasLive = new Set(['r1']);
  /** What looks at the moment of a write. */
  beforeAccepting: (write: Accepted) => void = () => undefined;
  #sent = false;
  /** The revision that was meant by it. */
  #meant = '';
  #pauses = 0;
  readonly #time: VirtualTime;

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  /** As every cache would read it. */
  /** Whom the pod template names. */
  authors: string[] | undefined;

  rollout(): Rollout {
    const isBeside = this.current !== this.active;
    const { pauseStartedAt } = this;
    return makeRollout({
      uid: this.uid,
      active: makeRevision(this.active),
      stable: makeRevision(this.stable),
      preview: isBeside ? { ...makeRevision(this.current), authors: this.authors } : undefined,
      revisions: [this.current, this.active].map(revision => makeRevision(revision)),
      aborted: this.aborted,
      sentence: `${this.current} beside ${this.active}`,
      pause:
        pauseStartedAt === undefined
          ? undefined
          : { reason: 'BlueGreenPause', startedAt: pauseStartedAt, byHand: this.pausedByHand },
    });
  }

  get isSent(): boolean {
    return this.#sent;
  }

  push(revision: string) {
    this.current = revision;
    this.generation += 1;
    this.aborted = false;
    this.#endPause();
  }

  scale() {
    this.generation += 1;
  }

  pauseByHand(isPaused: boolean) {
    this.pausedByHand = isPaused;
    this.generation += 1;
  }

  abort() {
    if (this.current !== this.stable) {
      this.aborted = true;
      this.#endPause();
      this.active = this.stable;
    }
  }

  /** The controller pauses again, for reasons of its own. */
  pauseAgain() {
    if (this.pauseStartedAt !== undefined) {
      this.#pause();
    }
  }

  /** Somebody with another program. */
  promoteAround() {
    if (this.current !== this.active && !this.aborted) {
      this.#goLive();
    }
  }

  /** What the controller does next, if it does. */
  reconcile() {
    if (this.pausedByHand) {
      return;
    }
    if (this.#sent && !this.ignores) {
      this.wronglyPromoted.push(...(this.#meant === this.current ? [] : [this.current]));
      this.#goLive();
    } else if (!this.#sent && this.current !== this.active && !this.aborted) {
      if (this.pauseStartedAt === undefined) {
        this.#pause();
      }
    }
  }

  nudge() {
    this.ignores = false;
  }

  isAsSeen({ uid, revision, pauseStartedAt }: Seen): boolean {
    const isSame = this.uid === uid && this.current === revision && !this.aborted;
    return isSame && pauseStartedAt !== undefined && this.pauseStartedAt === pauseStartedAt;
  }

  /** The API server decides at once and whole. */
  write(seen: Seen, generation: number, requestId: string): boolean {
    if (!this.isAsSeen(seen) || this.pausedByHand || generation !== this.generation) {
      return false;
    }
    const write = { requestId, revision: seen.revision, pauseStartedAt: seen.pauseStartedAt ?? '' };
    this.beforeAccepting(write);
    this.accepted.push(write);
    this.endPause(seen.revision);
    return true;
  }

  /** Whatever waits now goes on: a merge patch is held against nothing. */
  endPause(meant: string) {
    if (this.pauseStartedAt !== undefined) {
      this.pauseStartedAt = undefined;
      this.#sent = true;
      this.#meant = meant;
    }
  }

  #goLive() {
    this.active = this.current;
    this.stable = this.current;
    this.wasLive.add(this.current);
    this.#endPause();
  }

  #pause() {
    this.#pauses += 1;
    this.pauseStartedAt = `${this.#time.cluster()}#${this.#pauses}`;
  }

  #endPause() {
    this.pauseStartedAt = undefined;
    this.#sent = false;
  }
}
