/** How the stream keeps time and bounds. Durations in milliseconds. */
export interface Rhythm {
  /** Changes of one topic go out this far apart when there is no end of them … */
  gapMs: number;
  /** … and this many at once after a quiet time: one act outside is rarely a single write (ADR 0010). */
  burst: number;
  /** How long a topic stays open after its last viewer. */
  lingerMs: number;
  /** One look at everything that depends on time: the finest step of all below. */
  tickMs: number;
  /** Each subscription is decided again this long after the last time … */
  recheckMs: number;
  /** … by answers of the policy that are not older than this. */
  maxAnswerAgeMs: number;
  /** A stream that could not be decided again for this long ends; until then it is tried each tick. */
  unconfirmedMs: number;
  heartbeatMs: number;
  /** Beyond this many buffered bytes a viewer gets no changes, and a snapshot when it caught up. */
  bufferLimit: number;
  /** A viewer that never catches up is let go after this. */
  stuckMs: number;
  streamsPerPerson: number;
  /** So many characters of rows go into one frame of a snapshot: a few milliseconds' work for either side. */
  partLength: number;
}

/**
 * A revoked viewer is out within 10 s, be the policy as slow as it may: 8.5 s at most since the last look, a tick, an
 * answer of 0.5 s, groups that the policy remembers for 0.5 s. Each look costs the policy a call for each person.
 */
export const usualRhythm: Rhythm = {
  gapMs: 50,
  burst: 3,
  lingerMs: 8_000,
  tickMs: 500,
  recheckMs: 6_000,
  maxAnswerAgeMs: 500,
  unconfirmedMs: 8_500,
  heartbeatMs: 15_000,
  bufferLimit: 512 * 1024,
  stuckMs: 60_000,
  streamsPerPerson: 20,
  partLength: 96 * 1024,
};

/** Time as the stream meets it. */
export interface StreamClock {
  /** Never steps back; says nothing about the date. */
  now(): number;
  /** Since 1970. */
  wallNow(): number;
  /** Runs once after `ms`, unless cancelled. */
  after(ms: number, run: () => void): () => void;
  /** Runs each `ms`, until cancelled. */
  every(ms: number, run: () => void): () => void;
}
