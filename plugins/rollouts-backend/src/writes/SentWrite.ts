import { isError } from '@backstage/errors';
import type { Act, Ending, Standing } from './Act';
import { readFailure } from './failures';
import type { Test } from './guard';
import { look, type Look, rolloutRefOf } from './Look';
import type { Observed, WriteOptions } from './RolloutWriter';
import { waking } from './waking';
import { observed, type Sent, untilChanged, type WriteTools } from './WriteTools';

/** After the write, when a controller that has not moved is nudged. */
export const NUDGES: readonly number[] = [3_000, 6_000, 9_000];
/** After the write, when it is said that the controller does not react. */
export const REACTION = 15_000;
/** Between two looks, besides those that a change asks for. */
const LOOK_EVERY = 250;
/** And when nothing has changed for `LONG`: an analysis may run for hours. */
const LOOK_SELDOM = 2_000;
const LONG = 30_000;
/** As Argo Rollouts has it where the specification has none. */
const PROGRESS_DEADLINE = 600_000;

/** What of a write's options matters once it was sent. */
export type FollowOptions = Pick<WriteOptions, 'requestId' | 'signal'> & { onProgress(text: string): void };

/** An act that was sent: watched for movement, nudged where nothing moves, and told as it was seen. */
export class SentWrite {
  #nudges = 0;
  /** What moves, since when, and the version it was seen in. */
  #moving = { text: '', since: 0, version: '', changedAt: 0 };

  constructor(
    private readonly tools: WriteTools,
    private readonly act: Act,
    private readonly options: FollowOptions,
  ) {}

  /** What came of it; unknown where nobody can tell in time. */
  async follow(sent: Sent): Promise<Observed> {
    const { clock } = this.tools;
    let heardAt = sent.at;
    for (;;) {
      if (this.options.signal.aborted) {
        return this.#unknown('It was sent; nobody watched until it was seen what came of it');
      }
      const seen = await this.#lookAfter();
      if (seen.kind === 'end') {
        return this.#observed(seen.ending);
      }
      if (seen.kind === 'lost' && clock.elapsed() - heardAt >= REACTION) {
        return this.#unknown(`It was sent, and the cluster can not be asked what came of it: ${seen.why}`);
      }
      if (seen.kind === 'seen') {
        heardAt = clock.elapsed();
        const ending = await this.#assess(seen.look, sent);
        if (ending) {
          return this.#observed(ending);
        }
      }
      const isLong = this.#moving.text !== '' && clock.elapsed() - this.#moving.changedAt > LONG;
      await untilChanged(this.tools, isLong ? LOOK_SELDOM : LOOK_EVERY, this.options.signal);
    }
  }

  async #lookAfter() {
    try {
      return { kind: 'seen' as const, look: await look(this.tools.subject) };
    } catch (error) {
      const { kind, why } = readFailure(error);
      return kind === 'gone'
        ? { kind: 'end' as const, ending: { kind: 'superseded' as const, by: 'the rollout was deleted' } }
        : { kind: 'lost' as const, why };
    }
  }

  /** What can be said now, if anything. */
  async #assess(seen: Look, sent: Sent): Promise<Ending | undefined> {
    const standing = this.act.standing(seen);
    if (standing.kind === 'end') {
      return standing.ending;
    }
    if (standing.kind === 'moving') {
      return this.#move(seen, standing);
    }
    const waited = this.tools.clock.elapsed() - sent.at;
    if (waited >= REACTION) {
      return { kind: 'unknown', why: silence(standing, sent) };
    }
    if (standing.kind === 'ignored' && standing.nudge && waited >= (NUDGES[this.#nudges] ?? Infinity)) {
      await this.#nudge(standing.nudge);
    }
    return undefined;
  }

  async #nudge(guard: Test[]): Promise<void> {
    this.#nudges += 1;
    const { requestId } = this.options;
    this.options.onProgress(`The controller has not moved; nudged ${this.#nudges} of ${NUDGES.length} times`);
    try {
      await this.tools.subject.cluster.guardedPatch({
        ref: rolloutRefOf(this.tools.subject.ref),
        subresource: 'status',
        preconditions: guard,
        change: waking(requestId, this.#nudges),
        requestId,
      });
    } catch (error) {
      // It moved in the meantime, or the next look tells what is wrong with the cluster.
      if (!isError(error)) {
        throw error;
      }
    }
  }

  #move(
    { rollout }: Look,
    { text, lasts, after }: Extract<Standing, { kind: 'moving' }>,
  ): Ending | undefined {
    this.options.onProgress(text);
    const now = this.tools.clock.elapsed();
    const version = rollout.metadata.resourceVersion;
    const since = text === this.#moving.text ? this.#moving.since : now;
    const changedAt = version === this.#moving.version ? this.#moving.changedAt : now;
    this.#moving = { text, since, version, changedAt };
    if (after && now - since >= after.milliseconds) {
      return after.ending;
    }
    const deadline = (rollout.spec.progressDeadlineSeconds ?? PROGRESS_DEADLINE / 1000) * 1000;
    return !lasts && now - changedAt >= deadline
      ? { kind: 'unknown', why: `${text}; nothing has moved for ${Math.round(deadline / 1000)} s` }
      : undefined;
  }

  #unknown(why: string): Observed {
    return this.#observed({ kind: 'unknown', why });
  }

  #observed(ending: Ending): Observed {
    return observed(ending, true, this.tools.clock.now());
  }
}

function silence({ kind }: Standing, { isMaybe }: Sent): string {
  const seconds = REACTION / 1000;
  if (kind === 'untouched' && isMaybe) {
    return `The answer to the write was lost, and after ${seconds} s the rollout stands as before`;
  }
  return `The write was accepted, and the controller did not react within ${seconds} s`;
}
