import type {
  Cluster,
  CollectionState,
  LiveCollection,
  RowChange,
  RowIdentity,
  WatchedKind,
} from '@greenroom/cluster-access';

/** Nobody has asked for it yet. */
const unasked: CollectionState = { freshness: 'connecting', since: '' };
const none: ReadonlyMap<string, never> = new Map<string, never>();

/** One resource of one cluster, as it is followed; empty as long as nobody has asked for it. */
export class Part<Row extends RowIdentity> {
  readonly name: string;
  readonly #kind: WatchedKind<Row>;
  readonly #onChange: (changes: readonly RowChange<Row>[]) => void;
  #collection: LiveCollection<Row> | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(kind: WatchedKind<Row>, onChange: (changes: readonly RowChange<Row>[]) => void) {
    this.name = kind.type.resource;
    this.#kind = kind;
    this.#onChange = onChange;
  }

  /** From now on; told of what is there already as of what comes. */
  follow(cluster: Pick<Cluster, 'watch'>): void {
    if (this.#collection) {
      return;
    }
    this.#collection = cluster.watch(this.#kind);
    this.#unsubscribe = this.#collection.subscribe(changes => this.#onChange(changes));
    this.#onChange([...this.#collection.rows()].map(([key, row]) => ({ key, row })));
  }

  close(): void {
    this.#unsubscribe?.();
  }

  get isFollowed(): boolean {
    return this.#collection !== undefined;
  }

  get state(): CollectionState {
    return this.#collection?.state ?? unasked;
  }

  get isLive(): boolean {
    return this.state.freshness === 'live';
  }

  get(key: string): Row | undefined {
    return this.#collection?.get(key);
  }

  rows(): ReadonlyMap<string, Row> {
    return this.#collection?.rows() ?? none;
  }
}
