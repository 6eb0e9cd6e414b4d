import { isDeepStrictEqual } from 'node:util';
import { isEnded, type QueueItem, tally, votesNeeded } from '@greenroom/plugin-rollouts-common';
import { revisionTag } from '../argo/reading/words';
import type { Entry } from '../RolloutsService';
import { pinNow, refOf } from './pin';
import type { PromotionsOptions } from './PromotionsOptions';
import type { StoredRequest } from './PromotionStore';
import type { Requests } from './Requests';

export type QueueOptions = Pick<PromotionsOptions, 'rollouts' | 'policyOf' | 'checksNow'> & {
  requests: Requests;
};

interface Held {
  entry: Entry;
  request: StoredRequest | undefined;
  source: unknown;
  item: QueueItem | undefined;
}

/** What waits for a person, from memory; an item is made anew only when something of it changed. */
export class Queue {
  readonly #options: QueueOptions;
  readonly #held = new Map<string, Held>();

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** By `rolloutKey`. */
  items(): Map<string, QueueItem> {
    const entries = this.#options.rollouts.entries();
    const items = new Map<string, QueueItem>();
    for (const key of entries.keys()) {
      const item = this.item(key);
      if (item) {
        items.set(key, item);
      }
    }
    if (this.#held.size > 2 * entries.size) {
      [...this.#held.keys()].filter(key => !entries.has(key)).forEach(key => this.#held.delete(key));
    }
    return items;
  }

  /** `undefined` while nothing waits there. The same object as long as it says the same. */
  item(key: string): QueueItem | undefined {
    const entry = this.#options.rollouts.entries().get(key);
    if (!entry) {
      this.#held.delete(key);
      return undefined;
    }
    const request = newest(this.#options.requests.of(key));
    const source = this.#options.rollouts.source(entry.rollout.cluster).freshness;
    const held = this.#held.get(key);
    if (held && held.entry === entry && held.request === request && held.source === source) {
      return held.item;
    }
    const made = this.#make(entry, request);
    const item = isDeepStrictEqual(made, held?.item) ? held?.item : made;
    this.#held.set(key, { entry, request, source, item });
    return item;
  }

  #make(entry: Entry, stored: StoredRequest | undefined): QueueItem | undefined {
    const { rollout } = entry;
    const request = stored?.request;
    const pinned = pinNow(rollout, 'promote');
    const pin = request ?? ('pin' in pinned ? pinned.pin : undefined);
    if (!pin) {
      return undefined;
    }
    const policy = request?.policy ?? this.#options.policyOf(entry);
    const needed = policy ? votesNeeded(policy, { known: true, people: [], from: '' }) : 0;
    return {
      rollout: refOf(rollout),
      ...(rollout.entityRef !== undefined && { entityRef: rollout.entityRef }),
      engine: rollout.engine,
      strategy: rollout.strategy,
      revision: pin.revision,
      pauseStartedAt: pin.pauseStartedAt,
      waitingSince: pin.pauseStartedAt === '' ? (request?.createdAt ?? '') : pin.pauseStartedAt,
      activeTag: request?.activeTag ?? (rollout.active && revisionTag(rollout.active, rollout.preview)),
      previewTag: request?.previewTag ?? (rollout.preview && revisionTag(rollout.preview, rollout.active)),
      sentence: sentenceOf(entry, stored),
      checks: [...(this.#options.checksNow?.(rollout) ?? [])],
      votes: { cast: request ? tally(request).approvals : 0, needed: request?.votesNeeded ?? needed },
      voters: policy?.voters ?? [],
      ...(request && { request }),
    };
  }
}

/** Of several kinds for one rollout the last asked for; what is still going on before what only waits to be acknowledged. */
function newest(requests: readonly StoredRequest[]): StoredRequest | undefined {
  const rank = ({ request }: StoredRequest) => `${isEnded(request.state) ? 0 : 1} ${request.createdAt}`;
  return [...requests].sort((a, b) => (rank(a) < rank(b) ? 1 : -1))[0];
}

function sentenceOf({ rollout }: Entry, stored: StoredRequest | undefined): string {
  const request = stored?.request;
  if (!request) {
    return rollout.sentence;
  }
  const { approvals, needed } = tally(request);
  const missing = needed - approvals;
  switch (request.state) {
    case 'waiting':
      return `Waits for ${missing === 1 ? 'one more approval' : `${missing} more approvals`}`;
    case 'approved':
      return request.heldBy ?? 'Has its approvals and is about to be sent';
    case 'executing':
      return `Is being executed: ${request.progress ?? 'about to be sent'}`;
    case 'unknown':
      return `Nobody can tell yet: ${request.outcome?.text ?? 'it was sent'}`;
    default:
      return 'The glass was broken: a second person has to acknowledge it';
  }
}
