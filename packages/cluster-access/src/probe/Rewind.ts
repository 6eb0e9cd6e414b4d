import { afterSilence, type Clock } from '../clock';
import { ClusterFailure } from '../connection/ClusterFailure';
import type { Connection } from '../connection/Connection';
import { objectPath } from '../connection/path';
import type { Tuning } from '../tuning';
import type { ObjectRef } from '../types';

/** Something that is held, with the version of its collection. */
export interface HeldObject {
  ref: ObjectRef;
  version: string;
  /** When something of its collection last came, milliseconds since 1970. */
  heardAt: number;
}

export interface RewindOptions {
  connection: Connection;
  clock: Clock;
  tuning: Tuning;
  /** What was heard of last, over all collections. */
  newest: () => HeldObject | undefined;
  /** How long the last probe took, milliseconds: so much later everything comes. */
  roundTrip: () => number;
  /** Everything is to be read anew. */
  onRewound: () => void;
}

/** News this fresh, milliseconds, proves that watches still bring what the server does. */
const freshNews = 1_000;

/**
 * Notices a server that was restored from a backup: a watch from what is its future is accepted and silent for ever.
 *
 * Versions are never compared by us. The server itself is asked for one object "not older than" the newest version
 * that was read: one that has gone back cannot know that version. It waits three seconds for it and then says so (504
 * ResourceVersionTooLarge); nobody waits for that here, because reading anew is right in any case. A GET, so that the
 * server pays for no list.
 */
export class Rewind {
  #isAsking = false;
  readonly #options: RewindOptions;

  constructor(options: RewindOptions) {
    this.#options = options;
  }

  /** Asks if there is need and no question is under way. Throws nothing: whether the server answers is the probe's concern. */
  async ask(signal: AbortSignal): Promise<void> {
    const { connection, clock, tuning, newest, roundTrip, onRewound } = this.#options;
    const held = newest();
    if (this.#isAsking || !held || held.heardAt > clock.now().getTime() - freshNews) {
      return;
    }
    this.#isAsking = true;
    let isTold = false;
    const tell = () => {
      if (!isTold) {
        isTold = true;
        onRewound();
      }
    };
    const forget = afterSilence(clock, tell, tuning.rewindPatience + roundTrip());
    try {
      const path = objectPath(held.ref, undefined, { resourceVersion: held.version });
      await connection.ask({ path, task: 'read what was read before', limit: tuning.callLimit, signal });
    } catch (error) {
      if (error instanceof ClusterFailure && error.kind === 'ahead') {
        tell();
      }
    } finally {
      forget();
      this.#isAsking = false;
    }
  }
}
