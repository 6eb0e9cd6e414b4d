import type {
  Cluster,
  CollectionState,
  LiveCollection,
  RowChange,
  RowIdentity,
  WatchedKind,
} from '@greenroom/cluster-access';
import type { Intake } from './Intake';

/** Nobody has asked for it. */
const unasked: CollectionState = { freshness: 'connecting', since: '' };
const none: ReadonlyMap<string, never> = new Map<string, never>();

export interface PartOptions<Row extends RowIdentity> {
  intake: Intake;
  /** Takes in one change; of what was there already, as of what came. */
  take(change: RowChange<Row>): void;
  /** It can be believed, or no longer: what is read otherwise then has to be read again. */
  onLive(): void;
  /** There is something to do. */
  changed(): void;
}

/** One resource of one cluster, as long as it is followed; empty as long as nobody has asked for it. */
export class Part<Row extends RowIdentity> {
  readonly name: string;
  readonly #kind: WatchedKind<Row>;
  readonly #options: PartOptions<Row>;
  #collection: LiveCollection<Row> | undefined;
  #letGo: (() => void) | undefined;
  #wasLive = false;
  /** Everything that came of it until it was live has been read. */
  #isRead = false;

  constructor(kind: WatchedKind<Row>, options: PartOptions<Row>) {
    this.name = kind.type.resource;
    this.#kind = kind;
    this.#options = options;
  }

  /** From now on. Whether it was not before. */
  follow(cluster: Pick<Cluster, 'watch'>): boolean {
    if (this.#collection) {
      return false;
    }
    const hold = new AbortController();
    const collection = cluster.watch(this.#kind, hold.signal);
    const { intake, take, changed } = this.#options;
    const unsubscribe = collection.subscribe(changes => {
      intake.add(changes, take);
      this.#look();
      changed();
    });
    this.#collection = collection;
    this.#letGo = () => {
      unsubscribe();
      hold.abort();
    };
    intake.add(this.#held(collection), take);
    this.#look();
    changed();
    return true;
  }

  /** No longer: what there was of it goes. */
  release(): void {
    const { intake, take } = this.#options;
    // A copy: the rows are dropped with the last who holds them.
    intake.add(
      [...this.rows()].map(([key, before]) => ({ key, before })),
      take,
    );
    this.close();
    this.#collection = undefined;
    this.#isRead = false;
    this.#look();
  }

  close(): void {
    this.#letGo?.();
  }

  /** What came until now has been read. */
  markRead(): void {
    this.#isRead = this.#collection !== undefined && this.#collection.state.freshness !== 'connecting';
  }

  get isFollowed(): boolean {
    return this.#collection !== undefined;
  }

  /** It is read for the first time, or anew, and nothing is in the way of that. */
  get isBeingRead(): boolean {
    const { freshness, reason } = this.state;
    return this.isFollowed && freshness === 'connecting' && reason === undefined;
  }

  /** As it may be told: what has come and was not read yet is not seen yet. */
  get state(): CollectionState {
    const { state } = this.#collection ?? { state: unasked };
    return state.freshness === 'live' && !this.#isRead
      ? { freshness: 'connecting', since: state.since }
      : state;
  }

  /** As it may be read. */
  get isLive(): boolean {
    return this.#collection?.state.freshness === 'live';
  }

  get(key: string): Row | undefined {
    return this.#collection?.get(key);
  }

  rows(): ReadonlyMap<string, Row> {
    return this.#collection?.rows() ?? none;
  }

  /** What it has already, as long as it is followed. */
  *#held(collection: LiveCollection<Row>): Iterable<RowChange<Row>> {
    for (const [key, row] of collection.rows()) {
      if (this.#collection !== collection) {
        return;
      }
      yield { key, row };
    }
  }

  #look(): void {
    this.#isRead &&= this.#collection?.state.freshness !== 'connecting';
    if (this.#wasLive !== this.isLive) {
      this.#wasLive = this.isLive;
      this.#options.onLive();
    }
  }
}
