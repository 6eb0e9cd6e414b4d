import type { Clusters } from '@greenroom/cluster-access';
import type { RolloutRef } from '@greenroom/plugin-rollouts-common';
import type { RolloutObjects } from '../argo/reading/scene';
import type { Act, ActOptions, Ending, Standing } from './Act';
import { actOf } from './acts/actOf';
import { wayBack } from './acts/wayBack';
import type { WriterClock } from './clock';
import { readFailure } from './failures';
import { GuardedWrite } from './GuardedWrite';
import { look, type Subject } from './Look';
import { QuietTimes } from './QuietTimes';
import { returnStanding, returnToStable } from './ReturnToStable';
import type { Deed, Observed, RolloutWriter, Seen, Sending, WriteOptions } from './RolloutWriter';
import { observed } from './WriteTools';

export interface ArgoRolloutWriterOptions {
  clusters: Clusters;
  /** What is held around a rollout: `RolloutsService` knows. */
  rollouts: { objects(ref: RolloutRef): RolloutObjects | undefined };
  clock: WriterClock;
}

/**
 * Acts on blue-green rollouts of Argo as its own programs do, but only on the world that a person saw, and until it is
 * seen what came of it. It follows all clusters from its making on: make one for the process.
 */
export class ArgoRolloutWriter implements RolloutWriter {
  readonly #options: ArgoRolloutWriterOptions;
  readonly #quiet: QuietTimes;

  constructor(options: ArgoRolloutWriterOptions) {
    this.#options = options;
    this.#quiet = new QuietTimes(options.clusters, options.clock);
  }

  async perform(deed: Deed, seen: Seen, options: WriteOptions): Promise<Observed> {
    const subject = this.#subject(seen.rollout);
    if ('refused' in subject) {
      return this.#observed({ kind: 'refused', why: subject.refused }, false);
    }
    const given = { subject, seen, requestId: options.requestId };
    const write = (act: Act, step?: Sending['step']) => {
      const told = step ? { ...options, beforeSending: () => options.beforeSending({ step }) } : options;
      const tools = { subject, quiet: this.#quiet, clock: this.#options.clock };
      return new GuardedWrite(tools, act, told).perform();
    };
    const act = actOf(deed, given, this.#options.clock);
    if (act) {
      const outcome = await write(act);
      return isStopped(deed, outcome, options) ? this.#goBack(deed, given, write, outcome) : outcome;
    }
    try {
      if (options.alreadySent) {
        return this.#watched(returnStanding(await look(subject), given, stepOf(deed)));
      }
      const tell = (ending: Ending, sent: boolean) => this.#observed(ending, sent);
      return await returnToStable({ options: given, perform: write, observed: tell });
    } catch (error) {
      return this.#lost(error);
    }
  }

  /**
   * The stable revision was voted for and has no traffic: 1.9.2 puts a pause in its way like in a new one's, which is
   * promoted here. Any other revision waits for votes.
   */
  async #goBack(
    { toRevision }: Extract<Deed, { act: 'undo' }>,
    given: ActOptions,
    write: (act: Act) => Promise<Observed>,
    outcome: Observed,
  ): Promise<Observed> {
    try {
      const { rollout, servicePointsAt } = await look(given.subject);
      const isOnWay = rollout.status.stableRS === toRevision && servicePointsAt !== toRevision;
      const seen = { ...given.seen, revision: toRevision, digests: [] };
      return isOnWay ? await write(wayBack({ ...given, seen })) : outcome;
    } catch (error) {
      return this.#lost(error);
    }
  }

  async find(deed: Deed, seen: Seen, signal: AbortSignal): Promise<Observed | { kind: 'nothing-sent' }> {
    const subject = this.#subject(seen.rollout);
    if ('refused' in subject) {
      return this.#observed({ kind: 'unknown', why: subject.refused }, false);
    }
    const given = { subject, seen, requestId: 'find' };
    try {
      const now = await look(subject);
      signal.throwIfAborted();
      const act = actOf(deed, given, this.#options.clock);
      return this.#found(act ? act.standing(now) : returnStanding(now, given, stepOf(deed)));
    } catch (error) {
      return this.#lost(error);
    }
  }

  /** Stops following the clusters. */
  close() {
    this.#quiet.close();
  }

  #watched(standing: Standing): Observed {
    const found = this.#found(standing);
    const why = 'The rollout stands as before';
    return found.kind === 'nothing-sent' ? this.#observed({ kind: 'unknown', why }, true) : found;
  }

  #found(standing: Standing): Observed | { kind: 'nothing-sent' } {
    if (standing.kind === 'untouched') {
      return { kind: 'nothing-sent' };
    }
    if (standing.kind === 'end') {
      return this.#observed(standing.ending, false);
    }
    const why =
      standing.kind === 'moving' ? standing.text : 'It is written, and the controller has not moved yet';
    return this.#observed({ kind: 'unknown', why }, true);
  }

  #subject(ref: RolloutRef): Subject | { refused: string } {
    const cluster = this.#options.clusters.all().find(({ name }) => name === ref.cluster);
    if (!cluster || ref.kind !== 'rollout') {
      return { refused: cluster ? 'Only rollouts of Argo can be acted on here yet' : noCluster(ref) };
    }
    return { cluster, ref, objects: () => this.#options.rollouts.objects(ref) };
  }

  #lost(error: unknown): Observed {
    const { kind, why } = readFailure(error);
    return kind === 'gone'
      ? this.#observed({ kind: 'superseded', by: 'the rollout is gone' }, false)
      : this.#observed({ kind: 'unknown', why }, false);
  }

  #observed(ending: Ending, sent: boolean): Observed {
    return observed(ending, sent, this.#options.clock.now());
  }
}

/** An undo whose revision waits; of one that another process began nothing more is sent. */
function isStopped(
  deed: Deed,
  { kind }: Observed,
  { alreadySent }: WriteOptions,
): deed is Extract<Deed, { act: 'undo' }> {
  return deed.act === 'undo' && kind === 'waits' && !alreadySent;
}

function stepOf(deed: Deed): Sending['step'] {
  return deed.act === 'return-to-stable' ? deed.sent?.step : undefined;
}

function noCluster({ cluster }: RolloutRef): string {
  return `There is no cluster ${cluster} any more`;
}
