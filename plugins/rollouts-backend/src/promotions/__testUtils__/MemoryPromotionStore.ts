import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '@backstage/errors';
import type { LedgerLine } from '@greenroom/plugin-portal-node';
import { rolloutKey, rolloutPlace } from '@greenroom/plugin-rollouts-common';
import { pinKey } from '../pin';
import type {
  Created,
  Draft,
  LiveRevisions,
  MakeDraft,
  PromotionStore,
  RequestQuery,
  SavedChange,
  SeenLive,
  StoredRequest,
} from '../PromotionStore';
import { isFinished, isUnacknowledged, liveRow } from '../requestRow';

/** A store that is fast enough for a hundred thousand lives of a request; the contract test holds it against the database's. */
export class MemoryPromotionStore implements PromotionStore {
  readonly lines: LedgerLine[] = [];
  /** What looks at each change that is kept. */
  onSave: (change: SavedChange) => void = () => undefined;
  readonly #requests = new Map<string, { stored: StoredRequest; updatedAt: number }>();
  readonly #live = new Map<string, SeenLive>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  async read(id: string) {
    const held = this.#requests.get(id);
    return held && { stored: held.stored, now: this.#now() };
  }

  async create(make: (now: number) => Draft, { once = false } = {}) {
    const now = this.#now();
    const { request, lines } = make(now);
    const key = pinKey(request, request.requestKind);
    const same = this.all().filter(({ request: other }) => pinKey(other, other.requestKind) === key);
    const open = same.find(({ request: other }) => !isFinished(other));
    const there = open ?? (once ? same.at(-1) : undefined);
    if (there) {
      return { stored: there, now, created: false };
    }
    const stored = { request, execution: { fence: 0 }, version: 1 };
    this.#requests.set(request.id, { stored, updatedAt: now });
    this.lines.push(...lines);
    return { stored, now, created: true };
  }

  async createAll(makes: readonly MakeDraft[], options: { once?: boolean } = {}) {
    const answers: Created[] = [];
    for (const make of makes) {
      answers.push(await this.create(make, options));
    }
    return answers;
  }

  async save({ next, lines }: SavedChange) {
    const { id } = next.request;
    const held = this.#requests.get(id)?.stored;
    if (held?.version !== next.version) {
      return false;
    }
    if (isFinished(held.request) && !isFinished(next.request)) {
      throw new ConflictError('what has ended stays so');
    }
    this.onSave({ next, lines });
    this.#requests.set(id, { stored: { ...next, version: next.version + 1 }, updatedAt: this.#now() });
    this.lines.push(...lines);
    return true;
  }

  async open() {
    return this.all()
      .filter(({ request }) => !isFinished(request) || isUnacknowledged(request))
      .map(versionOf);
  }

  async changedSince(moment: number) {
    const changed = [...this.#requests.values()].filter(({ updatedAt }) => updatedAt >= moment);
    return { changed: changed.map(({ stored }) => versionOf(stored)), now: this.#now() };
  }

  async list(query: RequestQuery) {
    const found = this.all().filter(stored => isWanted(stored, query));
    return found.sort(newestFirst).slice(0, query.limit);
  }

  async now() {
    return this.#now();
  }

  async readAll(ids: readonly string[]) {
    return ids.flatMap(id => this.peek(id) ?? []);
  }

  async lastSeen(rollout: string) {
    return this.#live.get(rollout);
  }

  async meet(live: readonly LiveRevisions[]) {
    const known = live.flatMap(({ rollout }) => this.#live.get(rollout) ?? []);
    live.forEach(one => this.#live.has(one.rollout) || this.#live.set(one.rollout, this.#seenNow(one)));
    return known;
  }

  async remember(live: LiveRevisions, before: LiveRevisions | undefined, lines: readonly LedgerLine[]) {
    const held = this.#live.get(live.rollout);
    if (!isDeepStrictEqual(held && liveRow(held), before && liveRow(before))) {
      return false;
    }
    this.#live.set(live.rollout, this.#seenNow(live));
    this.lines.push(...lines);
    return true;
  }

  #seenNow(live: LiveRevisions): SeenLive {
    return { ...live, since: this.#now() };
  }

  /** What is there, without asking. */
  peek(id: string): StoredRequest | undefined {
    return this.#requests.get(id)?.stored;
  }

  /** In the order in which they were made. */
  all(): StoredRequest[] {
    return [...this.#requests.values()].map(({ stored }) => stored);
  }
}

function versionOf({ request: { id }, version }: StoredRequest) {
  return { id, version };
}

function isWanted({ request }: StoredRequest, query: RequestQuery): boolean {
  const { states, rollouts, places, entityRef, uid, revision, before } = query;
  const among = <T>(list: readonly T[] | undefined, value: T) => !list || list.includes(value);
  const equal = (wanted: string | undefined, is: string | undefined) => wanted === undefined || wanted === is;
  return (
    among(states, request.state) &&
    among(rollouts, rolloutKey(request.rollout)) &&
    among(places, rolloutPlace(request.rollout)) &&
    equal(entityRef, request.entityRef) &&
    equal(uid, request.uid) &&
    equal(revision, request.revision) &&
    (!before || placeOf(request) < placeOf(before))
  );
}

function newestFirst(a: StoredRequest, b: StoredRequest): number {
  return placeOf(a.request) < placeOf(b.request) ? 1 : -1;
}

function placeOf({ createdAt, id }: { createdAt: string; id: string }): string {
  return `${createdAt} ${id}`;
}
