import type { TopicChange, TopicHandle, TopicType } from '@greenroom/plugin-portal-node';
import { createRowJson } from './frames';
import { HeldRows } from './HeldRows';
import { PendingChange } from './PendingChange';
import type { Rhythm, StreamClock } from './Rhythm';
import { View, type ViewedTopic } from './View';

export interface LiveTopicOptions {
  id: string;
  handle: TopicHandle;
  audience: TopicType<unknown>['audience'];
  clock: StreamClock;
  rhythm: Pick<Rhythm, 'gapMs' | 'burst' | 'partLength'>;
  /** Never the same twice, on any replica: versions start with it. */
  epoch: string;
}

/** One open topic, shared by all who watch it: one handle, one set of rows, one view for each set of visible partitions. */
export class LiveTopic implements ViewedTopic {
  readonly id: string;
  readonly audience: TopicType<unknown>['audience'];
  readonly held: HeldRows;
  readonly rowJson = createRowJson();
  readonly partLength: number;
  readonly #options: LiveTopicOptions;
  readonly #views = new Map<string, View>();
  readonly #stopListening: () => void;
  readonly #newPartitionListeners = new Set<(partitions: readonly string[]) => void>();
  #viewsMade = 0;
  #pending: PendingChange | undefined;
  /** Every change that went out is paid for with a gap; the last one is paid off at this time. */
  #paidOffAt = -Infinity;
  #cancelFlush: (() => void) | undefined;

  constructor(options: LiveTopicOptions) {
    this.#options = options;
    this.id = options.id;
    this.audience = options.audience;
    this.partLength = options.rhythm.partLength;
    const { handle, audience } = options;
    this.held = new HeldRows(handle.rows(), audience ? key => audience.partition(key) : () => '');
    this.#stopListening = handle.onChange(change => this.#changed(change));
  }

  sources(partitions?: ReadonlySet<string>) {
    return this.#options.handle.sources(partitions);
  }

  /** The view of these partitions; for a topic without audience there is only one. */
  view(partitions: readonly string[]): View {
    const visible = this.audience && [...partitions].sort();
    const key = JSON.stringify(visible);
    const known = this.#views.get(key);
    if (known) {
      return known;
    }
    this.#viewsMade += 1;
    const epoch = `${this.#options.epoch}.${this.#viewsMade}`;
    const view = new View(this, visible && new Set(visible), epoch);
    this.#views.set(key, view);
    return view;
  }

  /** Called when rows appear in a partition that had none: nobody was asked about it yet, so nobody sees them. */
  onNewPartitions(listener: (partitions: readonly string[]) => void): () => void {
    this.#newPartitionListeners.add(listener);
    return () => void this.#newPartitionListeners.delete(listener);
  }

  /** Forgets views that nobody follows. */
  sweep(): void {
    for (const [key, view] of this.#views) {
      if (view.followers.size === 0) {
        this.#views.delete(key);
      }
    }
  }

  close(): void {
    this.#cancelFlush?.();
    this.#stopListening();
    this.#options.handle.close();
  }

  #changed(change: TopicChange | undefined): void {
    if (change) {
      this.#pending ??= new PendingChange();
      this.#pending.add(change);
    }
    if (this.#cancelFlush) {
      return;
    }
    const { clock, rhythm } = this.#options;
    const wait = this.#paidOffAt - (rhythm.burst - 1) * rhythm.gapMs - clock.now();
    if (wait <= 0) {
      this.#flush();
    } else {
      this.#cancelFlush = clock.after(wait, () => this.#flush());
    }
  }

  #flush(): void {
    const change = this.#pending && this.held.apply(this.#pending);
    this.#pending = undefined;
    this.#cancelFlush = undefined;
    const { clock, rhythm } = this.#options;
    this.#paidOffAt = Math.max(this.#paidOffAt, clock.now()) + rhythm.gapMs;
    this.#views.forEach(view => view.advance(change));
    if (change && change.newPartitions.length > 0) {
      this.#newPartitionListeners.forEach(listener => listener(change.newPartitions));
    }
  }
}
