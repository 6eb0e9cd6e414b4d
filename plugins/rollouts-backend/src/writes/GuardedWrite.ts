import { isError } from '@backstage/errors';
import { rolloutsKind } from '../argo/rolloutsKind';
import type { Act, Ending, Plan, Standing } from './Act';
import type { WriterClock } from './clock';
import { type Failure, readFailure, writeFailure } from './failures';
import { type Test, unwritten } from './guard';
import { look, type Look, rolloutRefOf, type Subject } from './Look';
import type { QuietTimes } from './QuietTimes';
import type { Observed, WriteOptions } from './RolloutWriter';

/** A rollout counts as quiet when nobody has written it for so long: 0 of 24 writes were lost then, 16 of 24 without (1.9.2). */
export const QUIET = 2_000;
/** How long it is waited for that, and for whatever else keeps a write from being sent. */
export const PATIENCE = 10_000;
/** After the write, when a controller that has not moved is nudged. */
export const NUDGES: readonly number[] = [3_000, 6_000, 9_000];
/** After the write, when it is said that the controller does not react. */
export const REACTION = 15_000;
/**
 * A process that stood still for so long right before the write (suspended, starved) may have been given up, and the
 * request withdrawn: it looks and asks again. Much less than after which another process takes a request over.
 */
const STOOD_STILL = 5_000;
/** Between two looks, besides those that a change asks for. */
const LOOK_EVERY = 250;
/** And when nothing has changed for `LONG`: an analysis may run for hours. */
const LOOK_SELDOM = 2_000;
const LONG = 30_000;
/** After a write that was refused, milliseconds; twice as long each time. */
const FIRST_RETRY = 10;
/** As Argo Rollouts has it where the specification has none. */
const PROGRESS_DEADLINE = 600_000;

export interface WriteTools {
  subject: Subject;
  quiet: QuietTimes;
  clock: WriterClock;
}

interface Sent {
  at: number;
  /** No answer came back: it may have been stored. */
  isMaybe: boolean;
}

type Step =
  { kind: 'end'; ending: Ending } | { kind: 'again'; in: number; why: string } | { kind: 'sent'; sent: Sent };

/** One act from quiet to what was seen: it waits, writes under guard, watches for movement, nudges. */
export class GuardedWrite {
  #nudges = 0;
  #refusals = 0;
  /** What moves, since when, and the version it was seen in. */
  #moving = { text: '', since: 0, version: '', changedAt: 0 };
  #told = '';

  constructor(
    private readonly tools: WriteTools,
    private readonly act: Act,
    private readonly options: WriteOptions,
  ) {}

  /** Rejects only with what `beforeSending` rejects with. */
  async perform(): Promise<Observed> {
    const { clock } = this.tools;
    const start = clock.elapsed();
    if (this.options.alreadySent) {
      return this.#follow({ at: start, isMaybe: true });
    }
    let why = '';
    for (;;) {
      if (this.options.signal.aborted) {
        return this.#observed({ kind: 'refused', why: 'It was stopped before anything was sent' }, false);
      }
      const waited = clock.elapsed() - start;
      if (waited > (this.act.patience ?? PATIENCE)) {
        return this.#observed({ kind: 'refused', why: `Nothing was sent: ${why}` }, false);
      }
      const step = await this.#try(waited);
      if (step.kind === 'end') {
        return this.#observed(step.ending, false);
      }
      if (step.kind === 'sent') {
        return this.#follow(step.sent);
      }
      why = step.why;
      await this.#wake(step.in);
    }
  }

  async #try(waited: number): Promise<Step> {
    let seen: Look;
    let plan: Plan;
    try {
      seen = await look(this.tools.subject);
      plan = await this.act.plan(seen);
    } catch (error) {
      return this.#notSent(readFailure(error));
    }
    if (plan.kind !== 'write') {
      return plan.kind === 'end' ? plan : this.#again(plan.why);
    }
    const left = this.#untilQuiet(seen);
    const mayHurry = this.act.quiet === 'hoped' && waited >= QUIET;
    if (left > 0 && !mayHurry) {
      this.#progress('Waits until the rollout is quiet');
      return this.#again('the rollout was being written all the time', left);
    }
    const asked = this.tools.clock.elapsed();
    await this.options.beforeSending(plan.restart && { restart: plan.restart });
    if (this.tools.clock.elapsed() - asked > STOOD_STILL) {
      return this.#again('the portal stood still before it could write');
    }
    // Quiet until the very moment of the write.
    return this.#send(plan, left > 0 || this.act.quiet === 'none' ? [] : unwritten(seen.rollout));
  }

  /** Milliseconds until it will have been quiet for long enough. */
  #untilQuiet({ rollout }: Look): number {
    const { quiet, subject } = this.tools;
    const key = `${subject.ref.namespace}/${subject.ref.name}`;
    const isIndifferent = this.act.quiet === 'none';
    const known = quiet.quietFor(subject.cluster.name, key, rollout.metadata.resourceVersion);
    return isIndifferent ? 0 : Math.max(0, QUIET - known);
  }

  async #send(plan: Extract<Plan, { kind: 'write' }>, stillness: Test[]): Promise<Step> {
    const { subject, clock } = this.tools;
    const { subresource, change } = plan;
    const preconditions = [...plan.preconditions, ...stillness];
    const { requestId } = this.options;
    try {
      await subject.cluster.guardedPatch({
        ref: rolloutRefOf(subject.ref),
        subresource,
        preconditions,
        change,
        requestId,
      });
    } catch (error) {
      const failure = writeFailure(error);
      if (failure.kind !== 'maybe') {
        return this.#notSent(failure);
      }
      return { kind: 'sent', sent: { at: clock.elapsed(), isMaybe: true } };
    }
    this.#progress('Written; waits for the controller');
    return { kind: 'sent', sent: { at: clock.elapsed(), isMaybe: false } };
  }

  #again(why: string, milliseconds = LOOK_EVERY): Step {
    return { kind: 'again', in: milliseconds, why };
  }

  #notSent({ kind, why }: Failure): Step {
    if (kind === 'gone') {
      return { kind: 'end', ending: { kind: 'superseded', by: `the rollout is gone: ${why}` } };
    }
    if (kind === 'refused') {
      return { kind: 'end', ending: { kind, why } };
    }
    // A refused guard is looked into at once: `plan` says what changed. If that is nothing, it is tried ever more slowly.
    this.#refusals += 1;
    return this.#again(why, FIRST_RETRY * 2 ** this.#refusals);
  }

  async #follow(sent: Sent): Promise<Observed> {
    const { clock } = this.tools;
    let heardAt = sent.at;
    for (;;) {
      if (this.options.signal.aborted) {
        return this.#unknown('It was sent; nobody watched until it was seen what came of it');
      }
      const seen = await this.#lookAfter();
      if (seen.kind === 'end') {
        return this.#observed(seen.ending, true);
      }
      if (seen.kind === 'lost' && clock.elapsed() - heardAt >= REACTION) {
        return this.#unknown(`It was sent, and the cluster can not be asked what came of it: ${seen.why}`);
      }
      if (seen.kind === 'seen') {
        heardAt = clock.elapsed();
        const ending = await this.#assess(seen.look, sent);
        if (ending) {
          return this.#observed(ending, true);
        }
      }
      const isLong = this.#moving.text !== '' && clock.elapsed() - this.#moving.changedAt > LONG;
      await this.#wake(isLong ? LOOK_SELDOM : LOOK_EVERY);
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

  /** Some controllers miss an accepted write until the object really changes again: `status.message` is theirs to overwrite. */
  async #nudge(guard: Test[]): Promise<void> {
    this.#nudges += 1;
    const { requestId } = this.options;
    this.#progress(`The controller has not moved; nudged ${this.#nudges} of ${NUDGES.length} times`);
    const value = `request ${requestId} of Greenroom waits for the controller (${this.#nudges})`;
    try {
      await this.tools.subject.cluster.guardedPatch({
        ref: rolloutRefOf(this.tools.subject.ref),
        subresource: 'status',
        preconditions: guard,
        change: [{ op: 'add', path: '/status/message', value }],
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
    this.#progress(text);
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

  #progress(text: string) {
    if (text !== this.#told) {
      this.#told = text;
      this.options.onProgress?.(text);
    }
  }

  #unknown(why: string): Observed {
    return this.#observed({ kind: 'unknown', why }, true);
  }

  #observed(ending: Ending, sent: boolean): Observed {
    return observed(ending, sent, this.tools.clock.now());
  }

  /** Resolves when the rollout changed, or after that time. */
  async #wake(milliseconds: number): Promise<void> {
    const { subject, clock } = this.tools;
    const key = `${subject.ref.namespace}/${subject.ref.name}`;
    const bell = new AbortController();
    const forget = subject.cluster
      .watch(rolloutsKind)
      .subscribe(changes => changes.some(change => change.key === key) && bell.abort());
    await clock.sleep(milliseconds, AbortSignal.any([bell.signal, this.options.signal]));
    forget();
  }
}

function silence({ kind }: Standing, { isMaybe }: Sent): string {
  const seconds = REACTION / 1000;
  if (kind === 'untouched' && isMaybe) {
    return `The answer to the write was lost, and after ${seconds} s the rollout stands as before`;
  }
  return `The write was accepted, and the controller did not react within ${seconds} s`;
}

/** With when it was seen, and whether anything had been sent. */
export function observed(ending: Ending, sent: boolean, now: Date): Observed {
  const observedAt = now.toISOString();
  return ending.kind === 'superseded' ? { ...ending, sent, observedAt } : { ...ending, observedAt };
}
