/** What somebody watches: a thing of a source. */
export interface Interest {
  source: string;
  thing: string;
}

/** A source as all replicas share it. */
export interface SourceState {
  source: string;
  /** Counts the looks; 0 before the first. */
  version: number;
  /** Since the last look ended. */
  ageMs: number;
  /** Somebody watches it, on any replica. */
  isWanted: boolean;
  /** It may be looked at now by who asks, and nobody does. */
  isDue: boolean;
}

/** The right to look at a source. */
export interface Ticket {
  source: string;
  /** Larger for each ticket; with an older one nothing is written. */
  fence: number;
  /** What somebody watches of it, sorted. */
  things: string[];
  version: number;
  failures: number;
}

/** How a look ended. */
export interface Ending {
  /** JSON; absent when there was no look, as when a replica stops: it does not come first the next time. */
  look?: string;
  failures: number;
  /** From now. */
  dueAfterMs: number;
}

export interface Written {
  version: number;
  /** When it was written. Milliseconds since 1970. */
  at: number;
}

export interface StoredLook extends Written {
  source: string;
  look: string;
  ageMs: number;
}

/**
 * What replicas know of each other, in the database and by its clock. Times go in and out as durations, so that no clock
 * of a replica is ever compared with another.
 */
export interface InterestStore {
  /** Sources that are new get their row; those that nobody has looked at for a month lose it. */
  register(sources: readonly string[]): Promise<void>;
  /**
   * `replica` wants these for so long from now.
   * @param prompt sources that are due at once, for every replica, when it is a thing of theirs that nobody wanted; while
   * one is looked at, right after that
   */
  want(
    interests: readonly Interest[],
    replica: string,
    forMs: number,
    prompt?: ReadonlySet<string>,
  ): Promise<void>;
  /** `replica` wants nothing any more. */
  leave(replica: string): Promise<void>;
  /** Of these, in one question. */
  states(sources: readonly string[], replica: string): Promise<SourceState[]>;
  looks(sources: readonly string[]): Promise<StoredLook[]>;
  /**
   * `undefined` unless somebody wants it, it is due, and nobody has a ticket. Whoever had the last one comes first, by
   * `LAST_FIRST_MS`.
   */
  take(source: string, replica: string, forMs: number): Promise<Ticket | undefined>;
  /** Whether the ticket still is this replica's. */
  extend(ticket: Pick<Ticket, 'source' | 'fence'>, forMs: number): Promise<boolean>;
  /** Gives the ticket back with what it brought; `undefined` when it is not this replica's any more: nothing is written. */
  finish(ticket: Pick<Ticket, 'source' | 'fence'>, ending: Ending): Promise<Written | undefined>;
}
