import { type PromotionRequest, rolloutKey } from '@greenroom/plugin-rollouts-common';
import type { Overtaken } from '../hands/Hand';
import type { Entry } from '../RolloutsService';
import type { Decide } from './Change';
import { OvertakenError } from './conflict';
import { draft } from './drafts';
import { superseding } from './endings';
import type { Executor } from './Executor';
import { Lane } from './Lane';
import type { Named } from './named';
import { overtakenBy, pinKey, pinNow } from './pin';
import type { PromotionsOptions } from './PromotionsOptions';
import type { MakeDraft, StoredRequest } from './PromotionStore';
import type { Requests } from './Requests';

/** A cache may be behind what another replica saw: what was never seen to match is given this time to. */
const LATE_MS = 5_000;
/** Pods tell the digests of their images a moment after they run. */
const DIGESTS_MS = 10_000;
/**
 * For so long after a start unknown authors are waited for where the template names some, whatever the reason: a new
 * catalog has not read them yet, or it or the git host does not answer yet. A request keeps the votes that it was made
 * with, so it is made a moment later rather than with one too many.
 */
const NEW_MS = 20_000;
const AT_ONCE = 10;

export type FollowerOptions = Pick<
  PromotionsOptions,
  'rollouts' | 'policyOf' | 'authorsOf' | 'requestsByPortal' | 'newId' | 'steady' | 'logger'
> & { requests: Requests; executor: Executor; named: Named };

/** Holds requests against what the clusters show: makes them when a preview begins to wait, and ends them when it is over. */
export class Follower {
  readonly #options: FollowerOptions;
  /** Requests that the cache has shown the pause of. */
  readonly #matched = new Set<string>();
  /** Since when others have not matched. */
  readonly #odd = new Map<string, number>();
  /** The pause of each rollout that the portal asks about, seen since when. */
  readonly #asked = new Map<string, { pause: string; since: number; done: boolean }>();
  /** Rollouts of which requests are to be made. */
  readonly #toAsk = new Set<string>();
  /** Rollouts with requests that changed since the last round. */
  readonly #fresh = new Set<string>();
  readonly #startedAt: number;
  readonly #lane: Lane;
  readonly #unfollow: () => void;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#startedAt = options.steady();
    this.#unfollow = options.requests.onChange(key => this.#fresh.add(key));
    this.#lane = new Lane(error => options.logger.warn(`promotions: ${String(error)}`), options.steady);
  }

  /** Looks at one rollout as the cache has it now. */
  check(key: string): void {
    const { requests, requestsByPortal } = this.#options;
    const entry = this.#live(key);
    if (entry === 'unknown') {
      return;
    }
    requests.of(key).forEach(stored => this.#hold(stored, entry));
    if (entry && requestsByPortal) {
      this.#ask(key, entry);
    }
  }

  /**
   * A decision that holds only while what the request is pinned to is there, as far as the cache can be believed.
   * It throws OvertakenError.
   */
  whileItWaits(decide: Decide): Decide {
    return (stored, now) => {
      const change = decide(stored, now);
      const { request } = stored;
      const entry = this.#live(rolloutKey(request.rollout));
      const overtaken =
        change && entry !== 'unknown' ? overtakenBy(request, request.requestKind, entry?.rollout) : undefined;
      if (overtaken) {
        throw new OvertakenError(request, overtaken);
      }
      return change;
    };
  }

  /** Looks again at what waits for time to pass. */
  tick(): void {
    const { requests } = this.#options;
    const open = new Map([...requests.open()].map(({ request }) => [request.id, request]));
    for (const id of [...this.#matched, ...this.#odd.keys()]) {
      if (!open.has(id)) {
        this.#matched.delete(id);
        this.#odd.delete(id);
      }
    }
    const late = [...this.#odd.keys()].flatMap(id => open.get(id) ?? []);
    const keys = new Set([...late.map(({ rollout }) => rolloutKey(rollout)), ...this.#fresh]);
    this.#fresh.clear();
    keys.forEach(key => this.check(key));
    this.#checkAsked();
  }

  settled(): Promise<void> {
    return this.#lane.settled();
  }

  stop(): void {
    this.#unfollow();
    this.#lane.clear();
  }

  /** `undefined` where it is known that there is none. */
  #live(key: string): Entry | undefined | 'unknown' {
    const { rollouts } = this.#options;
    const cluster = key.slice(0, key.indexOf('/'));
    return rollouts.source(cluster).freshness === 'live' ? rollouts.entries().get(key) : 'unknown';
  }

  #hold(stored: StoredRequest, entry: Entry | undefined) {
    const { request, execution } = stored;
    const { id, state, requestKind } = request;
    if (state === 'unknown') {
      this.#lane.put(`look ${id}`, () => this.#options.executor.lookAgain(stored));
    }
    if (state !== 'waiting' && state !== 'approved') {
      return;
    }
    const overtaken = overtakenBy(request, requestKind, entry?.rollout);
    if (!overtaken) {
      this.#matched.add(id);
      this.#odd.delete(id);
    } else if (this.#isOver(id)) {
      const wasSent = execution.sentAt !== undefined;
      this.#lane.put(`end ${id}`, () => (wasSent ? this.#lookLate(id) : this.#supersede(request, overtaken)));
    }
  }

  #isOver(id: string): boolean {
    const now = this.#options.steady();
    const since = this.#odd.get(id) ?? now;
    this.#odd.set(id, since);
    return this.#matched.has(id) || now - since >= LATE_MS;
  }

  async #supersede(request: PromotionRequest, overtaken: Overtaken) {
    const { by } = await this.#options.named(request, overtaken);
    await this.#options.requests.change(request.id, superseding(by));
  }

  async #lookLate(id: string) {
    await this.#options.executor.lookAtLate(id);
  }

  #ask(key: string, entry: Entry) {
    const pinned = pinNow(entry.rollout, 'promote');
    if (!('pin' in pinned) || !this.#options.policyOf(entry)) {
      this.#asked.delete(key);
      return;
    }
    const pause = pinKey(pinned.pin, 'promote');
    const held = this.#asked.get(key);
    const asked = held?.pause === pause ? held : { pause, since: this.#options.steady(), done: false };
    this.#asked.set(key, asked);
    const isKnown = entry.rollout.preview?.images.every(({ digest }) => digest !== undefined);
    if (!asked.done && (isKnown || this.#options.steady() - asked.since >= DIGESTS_MS)) {
      asked.done = true;
      this.#toAsk.add(key);
      this.#lane.put('ask', () => this.#askSome());
    }
  }

  /** A few at once: each transaction of a database has its price. What of them can not be made does not hold up the others. */
  async #askSome() {
    const keys = [...this.#toAsk].slice(0, AT_ONCE);
    keys.forEach(key => this.#toAsk.delete(key));
    if (this.#toAsk.size > 0) {
      this.#lane.put('ask', () => this.#askSome());
    }
    try {
      await this.#create(keys);
    } catch {
      for (const key of keys) {
        await this.#create([key]).catch(error => {
          this.#asked.delete(key);
          this.#options.logger.warn(`promotions: ${key}: ${String(error)}`);
        });
      }
    }
  }

  /** Unless there ever was a request of this pause: what was refused or has expired is not asked again. */
  async #create(keys: readonly string[]) {
    const makes = await Promise.all(keys.map(key => this.#making(key)));
    await this.#options.requests.createOnce(makes.flatMap(make => make ?? []));
  }

  async #making(key: string): Promise<MakeDraft | undefined> {
    const { policyOf, newId } = this.#options;
    const entry = this.#live(key);
    const pinned = entry && entry !== 'unknown' ? pinNow(entry.rollout, 'promote') : undefined;
    if (!entry || entry === 'unknown' || !pinned || !('pin' in pinned)) {
      return this.#askLater(key);
    }
    const policy = policyOf(entry);
    if (!policy) {
      return this.#askLater(key);
    }
    const { pin } = pinned;
    const authors = await this.authors(entry, pin.revision);
    if (this.#asked.has(key) && !authors.known && this.#mayBeReadYet(entry)) {
      return this.#askLater(key);
    }
    const making = { id: newId(), kind: 'promote' as const, pin, rollout: entry.rollout, policy, authors };
    return now => draft(making, now);
  }

  /** Also where its cluster cannot be believed at this very moment: the pause may be the same when it can. */
  #askLater(key: string): undefined {
    const asked = this.#asked.get(key);
    if (asked) {
      asked.done = false;
    }
  }

  #mayBeReadYet({ rollout: { preview } }: Entry): boolean {
    const isNamed = (preview?.authors ?? []).length > 0;
    return isNamed && this.#options.steady() - this.#startedAt < NEW_MS;
  }

  /** Nobody can tell who the authors are when they can not be asked for. */
  async authors({ rollout }: Entry, revision: string, options?: { soon: boolean }) {
    try {
      return await this.#options.authorsOf(rollout, revision, options);
    } catch (error) {
      return { known: false as const, why: `The authors could not be asked for: ${String(error)}` };
    }
  }

  #checkAsked() {
    for (const [key, { done }] of this.#asked) {
      if (!done) {
        this.check(key);
      }
    }
  }
}
