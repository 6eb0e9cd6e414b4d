import type { LedgerLine } from '@greenroom/plugin-portal-node';
import { type PromotionStanding, requestStateWords, type Rollout } from '@greenroom/plugin-rollouts-common';
import { revisionName } from '../argo/reading/words';
import type { Entry } from '../RolloutsService';
import { Lane } from './Lane';
import { LongWork } from './LongWork';
import { refOf } from './pin';
import type { PromotionsOptions } from './PromotionsOptions';
import type { LiveRevisions, SeenLive, StoredRequest } from './PromotionStore';

/** A cache may be behind what another replica saw, never for so long. */
const SETTLED_MS = 2_000;
const AT_ONCE = 100;
/** What was live is noted so much later than it was: a write that was sent before it was noted may act after it. */
const NOTED_MS = 30_000;

export type LiveWatchOptions = Pick<
  PromotionsOptions,
  'rollouts' | 'policyOf' | 'store' | 'notify' | 'steady' | 'logger' | 'deedFor'
>;

/** What a page is told of what was noted as live. */
export function liveNotes(
  { since, uid, previousStable }: SeenLive,
  rollout: Pick<Rollout, 'uid'>,
): Pick<PromotionStanding, 'liveNotedAt' | 'previousStable'> {
  return {
    liveNotedAt: new Date(since).toISOString(),
    ...(uid === rollout.uid && previousStable !== undefined && { previousStable }),
  };
}

/**
 * Sees what goes live without a request of the portal. What was live is remembered in the database, so that a change
 * while no portal ran is found too, and one that a replica sees first is recorded once.
 */
export class LiveWatch {
  readonly #options: LiveWatchOptions;
  /** What this replica has compared last, by `rolloutKey`. */
  readonly #compared = new Map<string, string>();
  /** What is other than that, since when. */
  readonly #changed = new Map<string, { live: string; since: number }>();
  readonly #toCompare = new Map<string, string>();
  readonly #lane: Lane;
  readonly #listeners = new Set<(rollout: string) => void>();

  constructor(options: LiveWatchOptions) {
    this.#options = options;
    this.#lane = new Lane(error => options.logger.warn(`what is live: ${String(error)}`), options.steady);
  }

  check(key: string): void {
    const live = this.#live(key);
    const words = JSON.stringify(live);
    if (live === undefined || this.#compared.get(key) === words) {
      this.#changed.delete(key);
      return;
    }
    const known = this.#changed.get(key);
    if (known?.live !== words) {
      this.#changed.set(key, { live: words, since: this.#options.steady() });
    }
  }

  /** Compares what has been another for long enough. */
  tick(): void {
    const now = this.#options.steady();
    for (const [key, { live, since }] of this.#changed) {
      if (now - since >= SETTLED_MS) {
        this.#changed.delete(key);
        this.#toCompare.set(key, live);
      }
    }
    if (this.#toCompare.size > 0) {
      this.#lane.put('compare', () => this.#compareSome());
    }
  }

  /**
   * Calls the listener with the `rolloutKey` of what was noted as live, when its lines are in the ledger, until the
   * returned function is called.
   */
  onNoted(listener: (rollout: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  settled(): Promise<void> {
    return this.#lane.settled();
  }

  stop(): void {
    this.#lane.clear();
  }

  #live(key: string): LiveRevisions | undefined {
    const { rollouts, policyOf } = this.#options;
    const entry = rollouts.entries().get(key);
    const active = entry?.rollout.active?.revision;
    if (!entry || !active || rollouts.source(entry.rollout.cluster).freshness !== 'live') {
      return undefined;
    }
    const stable = entry.rollout.stable?.revision;
    return policyOf(entry) && { rollout: key, uid: entry.rollout.uid, active, ...(stable && { stable }) };
  }

  /** A few at once: of most there is nothing to say, they are seen for the first time. */
  async #compareSome(): Promise<void> {
    const some = [...this.#toCompare].slice(0, AT_ONCE);
    some.forEach(([key]) => this.#toCompare.delete(key));
    if (this.#toCompare.size > 0) {
      this.#lane.put('compare', () => this.#compareSome());
    }
    try {
      await this.#compare(some.flatMap(([key, words]) => this.#stillLive(key, words) ?? []));
    } catch (error) {
      // Compared again a moment later: what was compared already is not.
      some.forEach(([key]) => this.check(key));
      throw error;
    }
  }

  async #compare(seen: readonly LiveRevisions[]): Promise<void> {
    const { store, rollouts, steady } = this.#options;
    const before = seen.length === 0 ? [] : await store.meet(seen);
    const known = new Map(before.map(one => [one.rollout, one]));
    const work = new LongWork(steady);
    for (const live of seen) {
      const entry = rollouts.entries().get(live.rollout);
      const last = known.get(live.rollout);
      if (last && entry) {
        await this.#remember(live, last, entry);
      }
      this.#compared.set(live.rollout, JSON.stringify(live));
      if (work.isLong) {
        await work.pause();
      }
    }
  }

  #stillLive(key: string, words: string): LiveRevisions | undefined {
    const live = this.#live(key);
    if (live && JSON.stringify(live) === words) {
      return live;
    }
    this.check(key);
    return undefined;
  }

  async #remember(live: LiveRevisions, before: SeenLive, entry: Entry): Promise<void> {
    const { store, notify } = this.#options;
    if (before.uid !== live.uid) {
      await store.remember(live, before, []);
      return;
    }
    const previous = live.stable === before.stable ? before.previousStable : before.stable;
    const next = { ...live, ...(previous !== undefined && { previousStable: previous }) };
    const around = await this.#around(live, before);
    const text = around && sentence(entry.rollout, around, await this.#requestsFor(live.uid, around));
    const lines =
      around && text
        ? [lineOf(live, before, { text, revision: around, promotion: entry.rollout.promotion })]
        : [];
    const isOurs = await store.remember(next, before, lines);
    this.#listeners.forEach(listener => listener(live.rollout));
    if (isOurs && around && text) {
      const { rollout } = entry;
      notify({
        type: 'live-without-request',
        rollout: refOf(rollout),
        ...(rollout.entityRef !== undefined && { entityRef: rollout.entityRef }),
        revision: around,
        text,
      });
    }
  }

  /** The revision that went live although nobody here let it. Traffic that goes back to what was stable is no news: an abort does that. */
  async #around(live: LiveRevisions, before: SeenLive): Promise<string | undefined> {
    const wentLive = live.active !== before.active && live.active !== before.stable ? [live.active] : [];
    const isNewStable = live.stable !== before.stable && live.stable !== before.active;
    const wentStable = isNewStable && live.stable !== undefined ? [live.stable] : [];
    for (const revision of new Set([...wentLive, ...wentStable])) {
      if (!(await this.#wasLet(live.uid, revision, before.since - NOTED_MS))) {
        return revision;
      }
    }
    return undefined;
  }

  /** By a write since then: that it was let go live once before is no leave to do so again. */
  async #wasLet(uid: string, revision: string, since: number): Promise<boolean> {
    const requests = await this.#requestsFor(uid, revision);
    if (requests.some(stored => wasSent(stored, since))) {
      return true;
    }
    const deed = await this.#options.deedFor?.(uid, revision, since);
    return deed !== undefined && !(deed.action === 'undo' && requests.some(isAskedAfter(deed.sentAt)));
  }

  #requestsFor(uid: string, revision: string): Promise<StoredRequest[]> {
    return this.#options.store.list({ uid, revision, limit: 20 });
  }
}

/** What a person took back before a late write of it arrived went live against their word: that is news. */
function wasSent({ request: { state }, execution }: StoredRequest, since: number): boolean {
  const isTakenBack = state === 'rejected' || state === 'withdrawn' || state === 'expired';
  const at =
    execution.sentAt ?? (state === 'promoted' || state === 'executing' ? execution.decidedAt : undefined);
  return !isTakenBack && at !== undefined && at >= since;
}

/** What an undo asked for and then waited for votes all the same was not let go live by the undo. */
function isAskedAfter(moment: string | undefined) {
  const at = moment === undefined ? 0 : Date.parse(moment);
  return ({ request }: StoredRequest) => Date.parse(request.createdAt) >= at;
}

function sentence(rollout: Rollout, revision: string, [last]: readonly StoredRequest[]): string {
  const name = revisionName(revision, rollout.revisions);
  const how =
    rollout.promotion === 'by-person' ? 'without a request of the portal' : 'by itself: nobody is asked here';
  const about = last
    ? ` (the request of it, ${last.request.id}, ${requestStateWords[last.request.state].stood})`
    : '';
  return `${name} went live ${how}${about}`;
}

function lineOf(
  live: LiveRevisions,
  before: LiveRevisions,
  { text, revision, promotion }: { text: string; revision: string; promotion: Rollout['promotion'] },
): LedgerLine {
  return {
    kind: 'live-without-request',
    by: 'portal',
    subject: live.rollout,
    text,
    data: {
      uid: live.uid,
      revision,
      // Where it goes live by itself nobody expects a request: a page tells the two apart by this.
      promotion,
      active: { before: before.active, now: live.active },
      stable: { before: before.stable ?? null, now: live.stable ?? null },
    },
  };
}
