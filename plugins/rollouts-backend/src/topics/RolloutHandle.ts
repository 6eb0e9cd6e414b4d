import { isDeepStrictEqual } from 'node:util';
import type { Source } from '@greenroom/plugin-portal-common';
import type { TopicChange, TopicHandle } from '@greenroom/plugin-portal-node';
import { ROLLOUT_ROW, rolloutKey, type RolloutRef } from '@greenroom/plugin-rollouts-common';
import type { RolloutEvents } from '../RolloutEvents';
import type { RolloutsService } from '../RolloutsService';

/** One rollout and what the cluster tells of its objects: a row for itself, a row for each event. */
export class RolloutHandle implements TopicHandle {
  readonly #ref: RolloutRef;
  readonly #rollouts: RolloutsService;
  readonly #events: RolloutEvents;
  readonly #listeners = new Set<(change: TopicChange | undefined) => void>();
  readonly #unsubscribe: readonly (() => void)[];
  #uids: ReadonlySet<string> = new Set();
  #rows: ReadonlyMap<string, unknown> = new Map();

  constructor(ref: RolloutRef, rollouts: RolloutsService, events: RolloutEvents) {
    this.#ref = ref;
    this.#rollouts = rollouts;
    this.#events = events;
    this.#rows = this.#read();
    const key = rolloutKey(ref);
    this.#unsubscribe = [
      rollouts.onChange(change => {
        if (change.rollouts.has(key)) {
          this.#refresh();
        } else if (change.clusters.has(ref.cluster)) {
          this.#tell(undefined);
        }
      }),
      events.onChange(ref.cluster, uids => {
        if (uids.size === 0) {
          this.#tell(undefined);
        } else if ([...uids].some(uid => this.#uids.has(uid))) {
          this.#refresh();
        }
      }),
    ];
  }

  rows() {
    return this.#rows;
  }

  sources(): Source[] {
    const source = this.#rollouts.source(this.#ref.cluster);
    return [source.freshness === 'live' ? this.#events.source(this.#ref.cluster) : source];
  }

  onChange(listener: (change: TopicChange | undefined) => void) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close() {
    this.#unsubscribe.forEach(unsubscribe => unsubscribe());
  }

  #refresh() {
    const before = this.#rows;
    const now = this.#read();
    const upserts = new Map([...now].filter(([key, row]) => before.get(key) !== row));
    const removals = new Set([...before.keys()].filter(key => !now.has(key)));
    this.#rows = now;
    if (upserts.size + removals.size > 0) {
      this.#tell({ upserts, removals });
    }
  }

  #read(): Map<string, unknown> {
    const rollout = this.#rollouts.entries().get(rolloutKey(this.#ref))?.rollout;
    const rows = new Map<string, unknown>();
    if (!rollout) {
      this.#uids = new Set();
      return rows;
    }
    rows.set(ROLLOUT_ROW, rollout);
    this.#uids = this.#rollouts.uids(this.#ref);
    for (const [uid, event] of this.#events.newest(this.#ref.cluster, this.#uids)) {
      const key = `event/${uid}`;
      const held = this.#rows.get(key);
      rows.set(key, isDeepStrictEqual(held, event) ? held : event);
    }
    return rows;
  }

  #tell(change: TopicChange | undefined) {
    this.#listeners.forEach(listener => listener(change));
  }
}
