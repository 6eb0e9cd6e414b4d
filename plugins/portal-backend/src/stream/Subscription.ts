import type { Decision, KnownTopic, Refusal } from '@greenroom/plugin-portal-node';
import type { LiveTopic } from './LiveTopic';
import type { Follower, View } from './View';
import { inquire, type Inquiry, visibility } from './visibility';

/** Where the frames of a subscription go. */
export interface Pipe {
  /** Nothing but what has to be said may go in now. */
  readonly full: boolean;
  write(frame: Buffer): void;
}

/** One topic on one stream: follows the view of what its viewer may see now. */
export class Subscription implements Follower {
  readonly live: LiveTopic;
  readonly #known: KnownTopic;
  readonly #pipe: Pipe;
  #view: View | undefined;
  /** Changes were left out: only a snapshot helps. */
  #behind = false;

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

  receive(frame: Buffer): void {
    if (this.#pipe.full) {
      this.#behind = true;
    }
    if (!this.#behind) {
      this.#pipe.write(frame);
    }
  }

  /** The pipe has room again. */
  catchUp(): void {
    if (this.#behind && !this.#pipe.full && this.#view) {
      this.#behind = false;
      this.#pipe.write(this.#view.snapshot());
    }
  }

  stop(): void {
    this.#view?.followers.delete(this);
    this.#view = undefined;
  }

  #follow(view: View): void {
    const before = this.#view;
    if (before === view) {
      return;
    }
    before?.followers.delete(this);
    this.#view = view;
    view.followers.add(this);
    const frames = before ? view.changeFrom(before) : [view.snapshot()];
    frames.forEach(frame => this.receive(frame));
  }
}
