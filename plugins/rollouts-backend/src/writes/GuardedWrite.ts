import type { Act, Ending, Plan } from './Act';
import { type Failure, readFailure, writeFailure } from './failures';
import { type Test, unwritten } from './guard';
import { look, type Look, rolloutRefOf } from './Look';
import type { Observed, WriteOptions } from './RolloutWriter';
import { SentWrite } from './SentWrite';
import { observed, type Sent, untilChanged, type WriteTools } from './WriteTools';

/** A rollout counts as quiet when nobody has written it for so long: 0 of 24 writes were lost then, 16 of 24 without (1.9.2). */
export const QUIET = 2_000;
/** How long it is waited for that, and for whatever else keeps a write from being sent. */
export const PATIENCE = 10_000;
/** How long a write is kept for what it is better kept for. */
export const HOPE = 5_000;
/**
 * A process that stood still for so long right before the write (suspended, starved) may have been given up, and the
 * request withdrawn: it looks and asks again. Much less than after which another process takes a request over.
 */
const STOOD_STILL = 5_000;
/** Between two looks, besides those that a change asks for. */
const LOOK_EVERY = 250;
/** After a write that was refused, milliseconds; twice as long each time. */
const FIRST_RETRY = 10;

type Step =
  { kind: 'end'; ending: Ending } | { kind: 'again'; in: number; why: string } | { kind: 'sent'; sent: Sent };

/** One act from quiet to what was seen: it waits, writes under guard, watches for movement, nudges. */
export class GuardedWrite {
  #refusals = 0;
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
        return this.#observed({ kind: 'refused', why: 'It was stopped before anything was sent' });
      }
      const waited = clock.elapsed() - start;
      if (waited > (this.act.patience ?? PATIENCE)) {
        return this.#observed({ kind: 'refused', why: `Nothing was sent: ${why}` });
      }
      const step = await this.#try(waited);
      if (step.kind === 'end') {
        return this.#observed(step.ending);
      }
      if (step.kind === 'sent') {
        return this.#follow(step.sent);
      }
      why = step.why;
      await untilChanged(this.tools, step.in, this.options.signal);
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
    if (plan.hope !== undefined && waited < HOPE) {
      this.#progress(`Waits: ${plan.hope}`);
      return this.#again(plan.hope);
    }
    const asked = this.tools.clock.elapsed();
    await this.options.beforeSending(plan.restart && { restart: plan.restart });
    if (this.tools.clock.elapsed() - asked > STOOD_STILL) {
      return this.#again('the portal stood still before it could write');
    }
    // Quiet until the very moment of the write.
    return this.#send(plan, left > 0 ? [] : unwritten(seen.rollout));
  }

  /** Milliseconds until it will have been quiet for long enough. */
  #untilQuiet({ rollout }: Look): number {
    const { quiet, subject } = this.tools;
    const key = `${subject.ref.namespace}/${subject.ref.name}`;
    const known = quiet.quietFor(subject.cluster.name, key, rollout.metadata.resourceVersion);
    return Math.max(0, QUIET - known);
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

  #follow(sent: Sent): Promise<Observed> {
    const { requestId, signal } = this.options;
    const onProgress = (text: string) => this.#progress(text);
    return new SentWrite(this.tools, this.act, { requestId, signal, onProgress }).follow(sent);
  }

  #progress(text: string) {
    if (text !== this.#told) {
      this.#told = text;
      this.options.onProgress?.(text);
    }
  }

  #observed(ending: Ending): Observed {
    return observed(ending, false, this.tools.clock.now());
  }
}
