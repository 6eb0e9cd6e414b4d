import type { Labels } from './Labels';
import type { Selector } from './parseQuery';

/** One series of a Prometheus. */
export interface Series {
  labels: Labels;
  /** Its value at a moment, in milliseconds since 1970; nothing when it had none. */
  valueAt(moment: number): number | undefined;
}

/** What a Prometheus has scraped: those of its series that a selector may be about. It selects among them itself. */
export type SeriesSource = (selector: Selector, text: string) => Series[];
