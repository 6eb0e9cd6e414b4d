/**
 * The sandbox's time. Stamps are wall time always; speed and pause change only how long waits last.
 */
export interface Clock {
  /** Wall time now. */
  now(): Date;
  /** Runs `task` after that many milliseconds of sandbox time; the returned function forgets it. */
  after(milliseconds: number, task: () => void): () => void;
  /** A number in [0, 1) from the seed. */
  random(): number;
}
