import { type ConflictError, NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { readReason } from '@greenroom/plugin-portal-node';
import {
  heldBy,
  mayRequest,
  type Person,
  type PromotionRequest,
  type PromotionStanding,
  type QueueItem,
  rolloutKey,
  type RolloutRef,
} from '@greenroom/plugin-rollouts-common';
import type { Entry } from '../RolloutsService';
import type { Decide } from './Change';
import { conflict, OvertakenError, standing } from './conflict';
import { draft } from './drafts';
import { Executor } from './Executor';
import { Follower } from './Follower';
import { Gate } from './Gate';
import { liveNotes, LiveWatch } from './LiveWatch';
import { LongWork } from './LongWork';
import { type Named, namedBy } from './named';
import { acknowledging, adopting, breakingGlass, must, pressingGo, voting, withdrawing } from './people';
import { pinNow } from './pin';
import type { CreateBody, ExecuteBody, PromotionsOptions, VoteBody } from './PromotionsOptions';
import type { RequestQuery, StoredRequest } from './PromotionStore';
import { Queue } from './Queue';
import { Reconciler } from './Reconciler';
import { Requests } from './Requests';

const ROUND_MS = 1_000;

/**
 * Promotions: asks, votes and what comes of them. Every method throws classes of `@backstage/errors`: InputError,
 * NotAllowedError with the decision's sentence, NotFoundError, ConflictError with what is there now as its `cause`.
 */
export class Promotions {
  readonly #options: PromotionsOptions;
  readonly #requests: Requests;
  readonly #named: Named;
  readonly #gate: Gate;
  readonly #executor: Executor;
  readonly #follower: Follower;
  /** What goes live without a request. */
  readonly live: LiveWatch;
  readonly #reconciler: Reconciler;
  readonly #queue: Queue;
  readonly #stopped = new AbortController();
  readonly #unchecked = new Set<string>();
  #checking: Promise<void> | undefined;
  #rounds: Promise<void> = Promise.resolve();
  #unfollow: () => void = () => undefined;

  constructor(options: PromotionsOptions) {
    this.#options = options;
    const requests = new Requests(options);
    this.#requests = requests;
    this.#gate = new Gate({ ...options, requests });
    const named = namedBy(options.ownHand);
    this.#named = named;
    this.#executor = new Executor({ ...options, requests, gate: this.#gate, named });
    this.#follower = new Follower({ ...options, requests, executor: this.#executor, named });
    this.live = new LiveWatch(options);
    this.live.onNoted(rollout => requests.tell(rollout));
    this.#reconciler = new Reconciler({
      ...options,
      requests,
      executor: this.#executor,
      follower: this.#follower,
    });
    this.#queue = new Queue({ ...options, requests });
  }

  /** Follows the clusters and the other replicas from now on. */
  async start(): Promise<void> {
    const { rollouts } = this.#options;
    await this.#requests.load();
    this.#unfollow = rollouts.onChange(change => {
      const clusters = [...rollouts.entries().keys()].filter(key =>
        change.clusters.has(key.slice(0, key.indexOf('/'))),
      );
      this.#check(new Set([...change.rollouts.keys(), ...change.marks, ...clusters]));
    });
    this.#check(rollouts.entries().keys());
    this.#rounds = this.#goRound();
  }

  /** Ends what goes on here where it can be found again: nothing is lost, and nothing is sent after. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#unfollow();
    this.#unchecked.clear();
    this.#follower.stop();
    this.live.stop();
    await this.#executor.stop();
    await Promise.all([this.#rounds, this.settled()]);
  }

  /** Resolves when nothing that was begun here goes on, but what only time brings. */
  async settled(): Promise<void> {
    await this.#checking;
    await Promise.all([this.#follower.settled(), this.live.settled(), this.#executor.settled()]);
  }

  /** One round of what time brings: expiry, takeovers, looks, reminders, what other replicas did. */
  async round(): Promise<void> {
    await this.#reconciler.round();
    this.live.tick();
  }

  /** Called with the `rolloutKey` of every rollout of which a request changed, or what is noted as live. */
  onChange(listener: (rollout: string) => void): () => void {
    return this.#requests.onChange(listener);
  }

  /** `created` is false where there was an open request of that pause: then it is the answer, and the caller its requester if only the portal had asked. */
  async create(person: Person, body: CreateBody): Promise<{ request: PromotionRequest; created: boolean }> {
    const reason = readReason(body.reason);
    const kind = body.requestKind ?? 'promote';
    const entry = this.#liveEntry(body.rollout);
    const policy = this.#options.policyOf(entry);
    must(mayRequest(person, policy));
    const pinned = pinNow(entry.rollout, kind);
    const pin = 'pin' in pinned ? pinned.pin : undefined;
    const isSeen =
      pin?.revision === body.revision &&
      (pin.pauseStartedAt === '' || pin.pauseStartedAt === body.pauseStartedAt);
    if (!pin || !policy || !isSeen) {
      const why = 'why' in pinned ? pinned.why : 'That is not what waits there now.';
      throw conflict(why, standing(entry.rollout));
    }
    const authors = await this.#follower.authors(entry, pin.revision);
    const id = this.#options.newId();
    const making = { id, kind, pin, rollout: entry.rollout, policy, authors, by: person.ref, reason };
    const { stored, created } = await this.#requests.create(now => draft(making, now));
    const { request } = created
      ? stored
      : await this.#requests.change(stored.request.id, adopting(person, reason));
    return { request, created };
  }

  /** Answers with the request as it is after the vote: executing where it was the last and nothing holds it. */
  async vote(person: Person, id: string, body: VoteBody): Promise<PromotionRequest> {
    const vote = { ...body, reason: readReason(body.reason, { needed: body.vote === 'reject' }) };
    const { stored } = await this.#requests.read(id);
    await this.#gate.tighten(stored);
    const decide = voting(person, vote);
    const cast =
      vote.vote === 'approve'
        ? await this.#changeWaiting(id, decide)
        : await this.#requests.change(id, decide);
    const isApproved = cast.request.state === 'approved' && cast.request.heldBy === undefined;
    return (isApproved ? await this.#executor.attempt(id) : cast).request;
  }

  /** Go for what has its votes, or the breaking of the glass. */
  async execute(person: Person, id: string, body: ExecuteBody): Promise<PromotionRequest> {
    const reason = readReason(body.reason ?? '', { needed: body.breakGlass });
    const decide = body.breakGlass ? breakingGlass(person, reason) : pressingGo(person);
    const { stored } = await this.#requests.read(id);
    await this.#gate.tighten(stored);
    await this.#changeWaiting(id, decide);
    const { request } = await this.#executor.attempt(id);
    if (request.state === 'approved' && request.heldBy !== undefined) {
      throw conflict(request.heldBy, { id, state: request.state, heldBy: request.heldBy });
    }
    return request;
  }

  async withdraw(person: Person, id: string): Promise<PromotionRequest> {
    return (await this.#requests.change(id, withdrawing(person))).request;
  }

  /** Of a broken glass, by a second person. */
  async acknowledge(person: Person, id: string): Promise<PromotionRequest> {
    return (await this.#requests.change(id, acknowledging(person))).request;
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<PromotionRequest> {
    return (await this.#requests.read(id)).stored.request;
  }

  /** Newest first. */
  async list(query: RequestQuery): Promise<PromotionRequest[]> {
    return (await this.#options.store.list(query)).map(({ request }) => request);
  }

  /** Everything that waits for a person, by `rolloutKey`; from memory. */
  queue(): Map<string, QueueItem> {
    return this.#queue.items();
  }

  /** What waits of one rollout; the same object as long as it says the same. */
  queueItem(rollout: string): QueueItem | undefined {
    return this.#queue.item(rollout);
  }

  /** How the promotion of a rollout stands. @throws NotFoundError */
  async standing(ref: RolloutRef): Promise<PromotionStanding> {
    const { policyOf, readiness } = this.#options;
    const entry = this.#entry(ref);
    const rollouts = [rolloutKey(ref)];
    const [open] = this.#requests.of(rolloutKey(ref));
    const [last] = open
      ? [open]
      : await this.#options.store.list({ rollouts, uid: entry.rollout.uid, limit: 1 });
    const policy = last && open ? last.request.policy : policyOf(entry);
    const revision = entry.rollout.preview?.revision;
    const checks = await readiness(ref);
    const authors =
      revision === undefined ? undefined : await this.#follower.authors(entry, revision, { soon: true });
    const [now, noted] = await Promise.all([
      this.#options.store.now(),
      this.#options.store.lastSeen(rolloutKey(ref)),
    ]);
    const requestKind = open?.request.requestKind;
    const why = policy && heldBy({ policy, checks, at: new Date(now), requestKind });
    const narrowings = this.#options.narrowingsOf?.(entry);
    return {
      ...(policy && { policy }),
      ...(authors && { authors }),
      ...(last && { request: last.request }),
      checks: [...checks],
      ...(why !== undefined && { heldBy: why }),
      ...(narrowings && { narrowings }),
      ...(noted && liveNotes(noted, entry.rollout)),
    };
  }

  /** @throws NotFoundError, ServiceUnavailableError where its cluster can not tell */
  #liveEntry(ref: RolloutRef): Entry {
    const source = this.#options.rollouts.source(ref.cluster);
    if (source.freshness !== 'live') {
      throw new ServiceUnavailableError(`${source.id}: ${source.reason ?? source.freshness}`);
    }
    return this.#entry(ref);
  }

  /** As it was known last. @throws NotFoundError */
  #entry(ref: RolloutRef): Entry {
    const entry = this.#options.rollouts.entries().get(rolloutKey(ref));
    if (!entry) {
      throw new NotFoundError(`there is no ${ref.kind} ${ref.name} in ${ref.cluster}/${ref.namespace}`);
    }
    return entry;
  }

  /** @throws ConflictError with what is there instead of what the request is pinned to */
  async #changeWaiting(id: string, decide: Decide): Promise<StoredRequest> {
    try {
      return await this.#requests.change(id, this.#follower.whileItWaits(decide));
    } catch (error) {
      throw error instanceof OvertakenError ? await this.#tellOvertaken(error) : error;
    }
  }

  async #tellOvertaken({ request, overtaken }: OvertakenError): Promise<ConflictError> {
    const { by } = await this.#named(request, overtaken);
    const entry = this.#options.rollouts.entries().get(rolloutKey(request.rollout));
    const there = { id: request.id, supersededBy: by, ...standing(entry?.rollout) };
    return conflict(`This request was superseded by ${by}.`, there);
  }

  /** A few at once; what comes meanwhile is looked at once. */
  #check(keys: Iterable<string>): void {
    for (const key of keys) {
      this.#unchecked.add(key);
    }
    this.#checking ??= this.#checkAll().finally(() => {
      this.#checking = undefined;
    });
  }

  async #checkAll(): Promise<void> {
    const work = new LongWork(this.#options.steady);
    for (const key of this.#unchecked) {
      this.#unchecked.delete(key);
      this.#follower.check(key);
      this.live.check(key);
      // What a page asks for first would be made all at once.
      this.#queue.item(key);
      if (work.isLong) {
        await work.pause();
      }
    }
  }

  async #goRound(): Promise<void> {
    const { sleep, logger } = this.#options;
    while (!this.#stopped.signal.aborted) {
      await this.round().catch(error => logger.warn(`promotions: ${String(error)}`));
      await sleep(ROUND_MS, this.#stopped.signal);
    }
  }
}
