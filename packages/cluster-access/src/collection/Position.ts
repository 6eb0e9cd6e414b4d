import type { Clock } from '../clock';
import { malformed } from './events';
import { isBefore } from './order';

/** How far one collection has been read: the version to go on from, and when something of it last came. */
export class Position {
  #version: string | undefined;
  #heardAt = 0;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Absent: everything is to be read. */
  get version(): string | undefined {
    return this.#version;
  }

  /** Milliseconds since 1970. */
  get held(): { version: string; heardAt: number } | undefined {
    return this.#version === undefined ? undefined : { version: this.#version, heardAt: this.#heardAt };
  }

  forget(): void {
    this.#version = undefined;
  }

  /** All of that version has been read. */
  reached(version: string): void {
    this.#version = version;
    this.#heardAt = this.#clock.now().getTime();
  }

  /**
   * Something of a watch, which comes in the order in which it happened. What comes twice changes nothing.
   * @throws ClusterFailure of kind `malformed` when it is of before what has been heard
   */
  heard(version: string | undefined): void {
    const before = this.#version;
    if (version !== undefined && before !== undefined && isBefore(version, before)) {
      throw malformed('the watch brought something older after something newer');
    }
    this.#version = version ?? before;
    this.#heardAt = this.#clock.now().getTime();
  }
}
