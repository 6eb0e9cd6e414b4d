import type { Decision, KnownTopic, Refusal, SharedBytes } from '@greenroom/plugin-portal-node';
import type { LiveTopic } from './LiveTopic';
import type { Follower, View } from './View';
import { inquire, type Inquiry, visibility } from './visibility';

/** Where the frames of a subscription go. */
export interface Pipe {
  /** Nothing but what has to be said may go in now. */
  readonly full: boolean;
  /** There is enough in it for now: what can wait goes in when that has left. */
  readonly busy: boolean;
  write(frame: SharedBytes): void;
  /** Calls when others had their turn. */
  soon(call: () => void): void;
}

/** One topic on one stream: follows the view of what its viewer may see now. */
export class Subscription implements Follower {
  readonly live: LiveTopic;
  readonly #known: KnownTopic;
  readonly #pipe: Pipe;
  #view: View | undefined;
  /** Changes were left out: only a snapshot helps. */
  #behind = false;
  /** What is left of a snapshot. */
  #telling: Iterator<SharedBytes, void> | undefined;

  constructor(live: LiveTopic, known: KnownTopic, pipe: Pipe) {
    this.live = live;
    this.#known = known;
    this.#pipe = pipe;
  }

  inquiry(): Inquiry {
    return inquire(this.#known, this.live);
  }

  /** Shows what the answers to `inquiry` open; a refusal is the caller's to act on. */
  apply(inquiry: Inquiry, answers: readonly Decision[]): Refusal | undefined {
    const visible = visibility(inquiry, answers);
    if ('refused' in visible) {
      return visible.refused;
    }
    this.#follow(this.live.view(visible.partitions));
    return undefined;
  }

  receive(frame: SharedBytes): void {
    if (this.#pipe.full) {
      this.#behind = true;
      this.#telling = undefined;
    }
    if (!this.#behind) {
      this.#pipe.write(frame);
    }
  }

  /** The pipe has room again. */
  catchUp(): void {
    if (this.#pipe.full || !this.#view) {
      return;
    }
    if (this.#behind) {
      this.#behind = false;
      this.#tell(this.#view);
    } else if (this.#telling) {
      this.#tellOn(this.#telling);
    }
  }

  stop(): void {
    this.#view?.followers.delete(this);
    this.#view = undefined;
    this.#telling = undefined;
  }

  #follow(view: View): void {
    const before = this.#view;
    if (before === view) {
      return;
    }
    before?.followers.delete(this);
    this.#view = view;
    view.followers.add(this);
    if (before && !this.#telling) {
      view.changeFrom(before).forEach(frame => this.receive(frame));
    } else {
      this.#tell(view);
    }
  }

  #tell(view: View): void {
    this.#telling = view.tell();
    this.#tellOn(this.#telling);
  }

  /** A frame a turn: neither side may stand still for the many rows of one topic. */
  #tellOn(telling: Iterator<SharedBytes, void>): void {
    if (telling !== this.#telling || this.#pipe.busy) {
      return;
    }
    const { value, done } = telling.next();
    if (done) {
      this.#telling = undefined;
      return;
    }
    this.receive(value);
    this.#pipe.soon(() => this.#tellOn(telling));
  }
}
