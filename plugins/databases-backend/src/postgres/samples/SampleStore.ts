import type { Sample } from './Samples';

/** Samples are kept for so long. Seconds. */
export const KEPT_SECONDS = 6 * 3_600;

/** What was measured of self-run databases, shared by all replicas: PostgreSQL keeps no history itself. */
export interface SampleStore {
  /** Keeps it, and forgets what is older than `KEPT_SECONDS` before it. */
  add(source: string, sample: Sample): Promise<void>;
  /** Those from one second to before another, the oldest first. */
  between(source: string, range: { from: number; to: number }): Promise<Sample[]>;
  /** Seconds since 1970 of the oldest; `undefined` where there are none. */
  since(source: string): Promise<number | undefined>;
}
