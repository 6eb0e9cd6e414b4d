import {
  type Cluster,
  type Clusters,
  type EventRow,
  eventsKind,
  type LiveCollection,
  RowIndex,
  sourceOfParts,
} from '@greenroom/cluster-access';
import type { Source } from '@greenroom/plugin-portal-common';
import type { RolloutEvent } from '@greenroom/plugin-rollouts-common';

/** As many as a page shows of one rollout. */
const NEWEST = 50;

type Listener = (uids: ReadonlySet<string>) => void;

/** Events of one cluster by the uid of what they are about. */
class ClusterEvents {
  readonly #byUid = new RowIndex<EventRow>(({ about }) => (about.uid === undefined ? [] : [about.uid]));
  readonly listeners = new Set<Listener>();
  readonly close: () => void;
  readonly #cluster: Cluster;
  readonly #collection: LiveCollection<EventRow>;

  constructor(cluster: Cluster) {
    const collection = cluster.watch(eventsKind);
    this.#cluster = cluster;
    this.#collection = collection;
    collection.rows().forEach((row, key) => this.#byUid.apply({ key, row }));
    this.close = collection.subscribe(changes => {
      const uids = new Set(changes.flatMap(change => [...this.#byUid.apply(change)]));
      this.listeners.forEach(listener => listener(uids));
    });
  }

  source(): Source {
    return sourceOfParts(this.#cluster, [{ name: 'events', state: this.#collection.state }]);
  }

  of(uids: Iterable<string>): EventRow[] {
    return [...uids].flatMap(uid => this.#byUid.of(uid));
  }
}

/** What the clusters tell of single objects. A cluster's events are many: they are followed from the first question on. */
export class RolloutEvents {
  readonly #clusters: Clusters;
  readonly #followed = new Map<string, ClusterEvents>();

  constructor(clusters: Clusters) {
    this.#clusters = clusters;
  }

  /** The newest about these objects, by uid of the event. */
  newest(cluster: string, uids: Iterable<string>): Map<string, RolloutEvent> {
    const events = this.#follow(cluster).of(uids);
    const newest = events.sort(newestFirst).slice(0, NEWEST);
    return new Map(newest.map(event => [event.uid, readEvent(event)]));
  }

  /** How far a cluster's events can be believed. */
  source(cluster: string): Source {
    return this.#follow(cluster).source();
  }

  /** Called with the uids of what there is something new about; with none when they can be believed more or less. */
  onChange(cluster: string, listener: Listener): () => void {
    const { listeners } = this.#follow(cluster);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  close() {
    this.#followed.forEach(events => events.close());
  }

  #follow(cluster: string): ClusterEvents {
    const events = this.#followed.get(cluster) ?? new ClusterEvents(this.#clusters.get(cluster));
    this.#followed.set(cluster, events);
    return events;
  }
}

/** In one order always, also of those that came together. */
function newestFirst(a: EventRow, b: EventRow): number {
  const [first, second] = a.at === b.at ? [b.uid, a.uid] : [a.at, b.at];
  return first < second ? 1 : -1;
}

function readEvent({ at, type, reason, text, count, about }: EventRow): RolloutEvent {
  return { at, type, reason, text, count, about: `${about.kind} ${about.name}` };
}
