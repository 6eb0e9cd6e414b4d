/**
 * What somebody did to a rollout that a request or an act was about, as the rollout tells it. Whose hand it was no
 * object says: the portal's own records may (`ownHand`).
 */
export interface Hand {
  did:
    | 'went-live'
    /** Its pause ended. */
    | 'let-go-on'
    | 'aborted'
    | 'asked-in-full'
    | 'tried-again'
    | 'paused'
    | 'resumed'
    | 'restarted'
    /** The specification asks for another revision. */
    | 'turned';
  /** The revision that it was done to; of `turned` the one that is asked for now. */
  revision: string;
  /** What stands since, in words that go on after a semicolon. */
  then?: string;
}

/** What is there instead of what was seen, in words, and where somebody did it, what. */
export interface Overtaken {
  by: string;
  hand?: Hand;
}

/** Whose hand it was is looked for among what was sent since a moment (RFC 3339, of the database's clock), besides one. */
export interface HandQuery {
  uid: string;
  since: string;
  besides: string;
}

/** Names the portal's own act or request, e.g. `the abort that ada asked for`; `undefined`: nobody's here. */
export type OwnHand = (hand: Hand, query: HandQuery) => Promise<string | undefined>;

/** The same with the portal's own hand named where it was one. */
export async function named<O extends Overtaken>(
  overtaken: O,
  query: HandQuery,
  ownHand: OwnHand | undefined,
): Promise<O> {
  const { hand } = overtaken;
  const own = hand && (await ownHand?.(hand, query));
  if (!hand || own === undefined) {
    return overtaken;
  }
  return { ...overtaken, by: hand.then === undefined ? own : `${own}; ${hand.then}` };
}
