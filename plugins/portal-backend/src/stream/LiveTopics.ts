import type { TopicRef } from '@greenroom/plugin-portal-common';
import { topicId } from '@greenroom/plugin-portal-common';
import type { KnownTopic } from '@greenroom/plugin-portal-node';
import { LiveTopic } from './LiveTopic';
import type { Rhythm, StreamClock } from './Rhythm';

interface Open {
  live: LiveTopic;
  users: number;
  idleSince: number;
}

/** The topics that somebody has open, or had a moment ago. */
export class LiveTopics {
  readonly #open = new Map<string, Open>();
  readonly #options: { clock: StreamClock; rhythm: Rhythm; newEpoch(): string };

  constructor(options: { clock: StreamClock; rhythm: Rhythm; newEpoch(): string }) {
    this.#options = options;
  }

  get size(): number {
    return this.#open.size;
  }

  /**
   * The one live topic of this ref; it stays open for the lingering time, or as long as it is retained.
   * @throws NotFoundError as the topic's type does
   */
  open(ref: TopicRef, known: KnownTopic): LiveTopic {
    const id = topicId(ref);
    const open = this.#open.get(id) ?? this.#start(id, known);
    open.idleSince = this.#options.clock.now();
    return open.live;
  }

  retain(live: LiveTopic): void {
    const open = this.#open.get(live.id);
    if (open) {
      open.users += 1;
    }
  }

  release(live: LiveTopic): void {
    const open = this.#open.get(live.id);
    if (open) {
      open.users -= 1;
      open.idleSince = this.#options.clock.now();
    }
  }

  /** Closes what nobody has used for the lingering time. */
  sweep(now: number): void {
    for (const [id, { live, users, idleSince }] of this.#open) {
      if (users === 0 && now - idleSince >= this.#options.rhythm.lingerMs) {
        this.#open.delete(id);
        live.close();
      } else {
        live.sweep();
      }
    }
  }

  closeAll(): void {
    this.#open.forEach(({ live }) => live.close());
    this.#open.clear();
  }

  #start(id: string, known: KnownTopic): Open {
    const { clock, rhythm, newEpoch } = this.#options;
    const { audience } = known;
    const handle = known.open();
    const live = new LiveTopic({ id, handle, audience, clock, rhythm, epoch: newEpoch() });
    const open = { live, users: 0, idleSince: clock.now() };
    this.#open.set(id, open);
    return open;
  }
}
