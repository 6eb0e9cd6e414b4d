import { isDeepStrictEqual } from 'node:util';
import type { Source } from '@greenroom/plugin-portal-common';
import type { TopicChange, TopicHandle } from '@greenroom/plugin-portal-node';
import { PROMOTION_ROW, rolloutKey, type RolloutRef } from '@greenroom/plugin-rollouts-common';
import type { Promotions } from '../promotions/Promotions';
import type { RolloutsService } from '../RolloutsService';

/** As many as a page shows of one rollout. */
const REQUESTS = 20;

export interface PromotionHandleDeps {
  rollouts: Pick<RolloutsService, 'onChange' | 'source'>;
  promotions: Pick<Promotions, 'standing' | 'list' | 'onChange'>;
  /** Runs the task now and then, until the returned function is called: freezes begin and end, others' checks change. */
  nowAndThen(task: () => void): () => void;
  /** Calls the listener with the `rolloutKey` of what a policy admin let go of, until the returned function is called. */
  onLetGo?(listener: (rollout: string) => void): () => void;
  onError(error: unknown): void;
}

/** How the promotion of one rollout stands: a row for that, a row for each of its last requests. */
export class PromotionHandle implements TopicHandle {
  readonly #ref: RolloutRef;
  readonly #deps: PromotionHandleDeps;
  readonly #listeners = new Set<(change: TopicChange | undefined) => void>();
  readonly #unsubscribe: readonly (() => void)[];
  #rows: ReadonlyMap<string, unknown> = new Map();
  #reading = false;
  #again = false;
  #closed = false;

  constructor(ref: RolloutRef, deps: PromotionHandleDeps) {
    this.#ref = ref;
    this.#deps = deps;
    const key = rolloutKey(ref);
    this.#unsubscribe = [
      deps.promotions.onChange(changed => changed === key && this.#refresh()),
      deps.rollouts.onChange(change => {
        if (change.clusters.has(ref.cluster)) {
          this.#tell(undefined);
        }
        if (change.clusters.has(ref.cluster) || change.rollouts.has(key) || change.marks.has(key)) {
          this.#refresh();
        }
      }),
      deps.nowAndThen(() => this.#refresh()),
      deps.onLetGo?.(changed => changed === key && this.#refresh()) ?? (() => undefined),
    ];
    this.#refresh();
  }

  rows() {
    return this.#rows;
  }

  sources(): Source[] {
    return [this.#deps.rollouts.source(this.#ref.cluster)];
  }

  onChange(listener: (change: TopicChange | undefined) => void) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close() {
    this.#closed = true;
    this.#unsubscribe.forEach(unsubscribe => unsubscribe());
  }

  /** One reading at a time; what changed meanwhile is read once more. */
  #refresh() {
    this.#again = this.#reading;
    if (this.#reading || this.#closed) {
      return;
    }
    this.#reading = true;
    void this.#read()
      .then(rows => this.#put(rows))
      // What was known stays, and its source says how old it is.
      .catch(error => this.#deps.onError(error))
      .finally(() => {
        this.#reading = false;
        if (this.#again) {
          this.#refresh();
        }
      });
  }

  async #read(): Promise<Map<string, unknown>> {
    const { promotions } = this.#deps;
    const [standing, requests] = await Promise.all([
      promotions.standing(this.#ref),
      promotions.list({ rollouts: [rolloutKey(this.#ref)], limit: REQUESTS }),
    ]);
    const rows = new Map<string, unknown>([[PROMOTION_ROW, standing]]);
    requests.forEach(request => rows.set(`request/${request.id}`, request));
    for (const [key, row] of rows) {
      const held = this.#rows.get(key);
      rows.set(key, isDeepStrictEqual(held, row) ? held : row);
    }
    return rows;
  }

  #put(rows: Map<string, unknown>) {
    const before = this.#rows;
    this.#rows = rows;
    const upserts = new Map([...rows].filter(([key, row]) => before.get(key) !== row));
    const removals = new Set([...before.keys()].filter(key => !rows.has(key)));
    if (upserts.size + removals.size > 0 && !this.#closed) {
      this.#tell({ upserts, removals });
    }
  }

  #tell(change: TopicChange | undefined) {
    this.#listeners.forEach(listener => listener(change));
  }
}
