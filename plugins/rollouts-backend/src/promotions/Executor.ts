import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { type PromotionRequest, requestKindWords } from '@greenroom/plugin-rollouts-common';
import type { Observed, WriteOptions } from '../writes/RolloutWriter';
import type { Decide } from './Change';
import {
  beating,
  claiming,
  DEAD_AFTER_MS,
  fenced,
  FencedError,
  finding,
  GOOD_FOR_MS,
  holding,
  observing,
  progressing,
  releasing,
  sending,
  takingOver,
} from './endings';
import type { Gate } from './Gate';
import type { Named } from './named';
import { deedOf, seenOf } from './pin';
import type { PromotionsOptions } from './PromotionsOptions';
import type { StoredRequest } from './PromotionStore';
import type { Requests } from './Requests';

const BEAT_MS = 5_000;
/** While it is judged it may change: then it is judged again. */
const JUDGED = 10;
const TOO_LATE = 'The portal could not send it when it had its votes: press Go';

type Found = Observed | { kind: 'nothing-sent' };
/**
 * What a process that takes a request on begins with: the write; or a look at what another has sent, with the write only
 * where it is proved that nothing was; or the look alone.
 */
type How = 'perform' | 'go-on' | 'look';

export type ExecutorOptions = Pick<PromotionsOptions, 'writer' | 'sleep' | 'steady' | 'logger'> & {
  requests: Requests;
  gate: Gate;
  named: Named;
};

/**
 * Executes what has its votes: takes it on by a compare-and-set, says that it lives, lets the writer write, and records
 * what was seen. Every step asks whether the request is still this process' own.
 */
export class Executor {
  readonly #options: ExecutorOptions;
  readonly #running = new Map<string, Promise<void>>();
  readonly #looking = new Set<string>();
  readonly #stopped = new AbortController();

  constructor(options: ExecutorOptions) {
    this.#options = options;
  }

  /** Sends it if it may be sent at this moment; answers as soon as it is taken on, or held. */
  async attempt(id: string): Promise<StoredRequest> {
    const { requests, gate } = this.#options;
    const before = await requests.read(id);
    await gate.tighten(before.stored);
    for (let round = 0; round < JUDGED; round += 1) {
      const { stored, now } = await requests.read(id);
      if (stored.request.state !== 'approved' || this.#stopped.signal.aborted) {
        return stored;
      }
      const why = isStale(stored, now) ? TOO_LATE : await gate.holds(stored, now);
      const decide = why === undefined ? claiming : holding(why);
      const next = await this.#take(id, ifStill(stored.version, decide), 'perform');
      if (next.request.state !== 'approved' || next.request.heldBy !== undefined) {
        return next;
      }
    }
    throw new ConflictError('too many people act on this request at one moment: try again');
  }

  /** Goes on with what another process fell silent over. */
  async takeOver(id: string): Promise<StoredRequest> {
    return this.#take(id, takingOver, 'go-on');
  }

  /** A write that was believed lost may have arrived late: it is looked at, and nothing is sent. */
  async lookAtLate(id: string): Promise<StoredRequest> {
    return this.#take(id, claiming, 'look');
  }

  /** Looks again at what nobody could tell. */
  async lookAgain({ request, execution }: StoredRequest): Promise<void> {
    const { id } = request;
    if (this.#looking.has(id) || request.state !== 'unknown') {
      return;
    }
    this.#looking.add(id);
    try {
      const found = await this.#find(request, this.#stopped.signal);
      await this.#options.requests.change(id, finding(execution.fence, found));
    } finally {
      this.#looking.delete(id);
    }
  }

  /** Resolves when nothing runs here. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) {
      await Promise.all(this.#running.values());
    }
  }

  /** What runs is given up where it stands; another process, or this one when it is back, finds what became of it. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.settled();
  }

  async #take(id: string, decide: Decide, how: How): Promise<StoredRequest> {
    let fence: number | undefined;
    const taken = await this.#options.requests.change(id, (stored, now) => {
      const change = decide(stored, now);
      fence = change?.execution?.fence;
      return change;
    });
    if (fence !== undefined) {
      this.#start(taken, fence, how);
    }
    return taken;
  }

  #start(stored: StoredRequest, fence: number, how: How) {
    const { id } = stored.request;
    const run = this.#run(stored, fence, how)
      .catch(error => this.#report(id, error))
      .finally(() => this.#running.get(id) === run && this.#running.delete(id));
    this.#running.set(id, run);
  }

  /** What could not be recorded here is found by whoever takes it over. */
  #report(id: string, error: unknown) {
    if (!(error instanceof FencedError)) {
      this.#options.logger.error(`promotion request ${id}: ${String(error)}`);
    }
  }

  async #run({ request, execution }: StoredRequest, fence: number, how: How): Promise<void> {
    const { requests } = this.#options;
    const own = new AbortController();
    const signal = AbortSignal.any([own.signal, this.#stopped.signal]);
    const beat = this.#beat(request.id, fence, { own, signal });
    try {
      const found = await this.#do({ request, execution, version: 0 }, { fence, how, signal });
      const isTrue = found.kind === 'done' || found.kind === 'failed' || found.kind === 'superseded';
      const isLeft = this.#stopped.signal.aborted && !isTrue;
      await requests.change(request.id, fenced(fence, isLeft ? releasing : observing(found)));
    } finally {
      own.abort();
      await beat;
    }
  }

  async #do(
    stored: StoredRequest,
    { fence, how, signal }: { fence: number; how: How; signal: AbortSignal },
  ): Promise<Found> {
    if (how === 'perform') {
      return this.#performAfter(stored, fence, signal);
    }
    const { request, execution } = stored;
    const found = await this.#find(request, signal);
    if (found.kind === 'unknown' && execution.sentAt !== undefined && !signal.aborted) {
      return this.#perform(request, { fence, signal, alreadySent: true });
    }
    const mayGoOn = how === 'go-on' && found.kind === 'nothing-sent' && !signal.aborted;
    return mayGoOn && (await this.#mayStillBeSent(request.id))
      ? this.#performAfter(stored, fence, signal)
      : found;
  }

  /** Another world that this write met may be the work of an earlier one of the same request that arrived late. */
  async #performAfter({ request, execution }: StoredRequest, fence: number, signal: AbortSignal) {
    const found = await this.#perform(request, { fence, signal });
    const mayBeOurs = found.kind === 'superseded' && !found.sent && execution.sentAt !== undefined;
    return mayBeOurs ? this.#find(request, signal) : found;
  }

  /** Nothing goes live unattended: only what a person said a moment ago, and only if nothing holds it now. */
  async #mayStillBeSent(id: string): Promise<boolean> {
    const { requests, gate } = this.#options;
    const { stored, now } = await requests.read(id);
    return !isStale(stored, now) && (await gate.holds(stored, now)) === undefined;
  }

  /** `alreadySent`: what another process has sent is watched until it is seen what comes of it, and nudged. */
  async #perform(
    request: PromotionRequest,
    { fence, signal, alreadySent }: { fence: number; signal: AbortSignal; alreadySent?: boolean },
  ): Promise<Found> {
    const { requests, writer, logger } = this.#options;
    const { id } = request;
    let said: Promise<unknown> = Promise.resolve();
    const options: WriteOptions = {
      requestId: id,
      signal,
      alreadySent,
      beforeSending: async () => {
        if (signal.aborted) {
          throw new ServiceUnavailableError('the portal stops: nothing more is sent from here');
        }
        await requests.change(id, fenced(fence, sending));
      },
      onProgress: text => {
        said = said
          .then(() => requests.change(id, fenced(fence, progressing(text))))
          .catch(error => error instanceof FencedError || logger.warn(`${id}: ${String(error)}`));
      },
    };
    return this.#asked(request, () => writer.perform(deedFor(request), seenOf(request), options), signal);
  }

  async #find(request: PromotionRequest, signal: AbortSignal): Promise<Found> {
    const { writer } = this.#options;
    return this.#asked(request, () => writer.find(deedFor(request), seenOf(request), signal), signal);
  }

  /** A writer never rejects for anything of the cluster; what it rejects for besides leaves nothing to tell. */
  async #asked(request: PromotionRequest, ask: () => Promise<Found>, signal: AbortSignal): Promise<Found> {
    const { id } = request;
    try {
      const found = await ask();
      return found.kind === 'superseded' ? await this.#options.named(request, found) : found;
    } catch (error) {
      if (error instanceof FencedError) {
        throw error;
      }
      if (!signal.aborted) {
        this.#options.logger.error(`promotion request ${id}: ${String(error)}`);
      }
      const observedAt = new Date((await this.#options.requests.read(id)).now).toISOString();
      return { kind: 'unknown', why: 'The portal failed while it was sent', observedAt };
    }
  }

  /** Whoever can not say any more that it lives has to stop before others believe it dead. */
  async #beat(id: string, fence: number, { own, signal }: { own: AbortController; signal: AbortSignal }) {
    const { requests, sleep, steady } = this.#options;
    let last = steady();
    await sleep(BEAT_MS, signal);
    while (!signal.aborted) {
      try {
        await requests.change(id, fenced(fence, beating));
        last = steady();
      } catch (error) {
        if (error instanceof FencedError || steady() - last > DEAD_AFTER_MS / 2) {
          own.abort();
        }
      }
      await sleep(BEAT_MS, signal);
    }
  }
}

/** Of the version that was judged, and of no other: what was said of it then may not be so now. */
function ifStill(version: number, decide: Decide): Decide {
  return (stored, now) => {
    if (stored.version !== version) {
      return undefined;
    }
    return decide === claiming && isStale(stored, now) ? holding(TOO_LATE)(stored, now) : decide(stored, now);
  };
}

/** Nothing goes live unattended: a person's word is good for a minute. */
function isStale({ execution }: StoredRequest, now: number): boolean {
  return execution.decidedAt === undefined || now - execution.decidedAt > GOOD_FOR_MS;
}

function deedFor({ requestKind }: PromotionRequest) {
  const deed = deedOf(requestKind);
  if (!deed) {
    throw new ServiceUnavailableError(`there is no writer yet for a ${requestKindWords[requestKind].noun}`);
  }
  return deed;
}
