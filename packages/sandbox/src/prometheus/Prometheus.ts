import { type Labels, matchesAll } from './Labels';
import { numberText } from './numberText';
import { parseQuery, type Selector } from './parseQuery';
import type { Series, SeriesSource } from './Series';

/** `[seconds since 1970, value as text]`. */
export type Sample = [number, string];

export type InstantAnswer =
  | { resultType: 'scalar'; result: Sample }
  | { resultType: 'vector'; result: { metric: Labels; value: Sample }[] };

export interface RangeAnswer {
  resultType: 'matrix';
  result: { metric: Labels; values: Sample[] }[];
}

/** In milliseconds, both ends included. */
export interface Range {
  start: number;
  end: number;
  step: number;
}

/** Answers queries about what a source has. */
export class Prometheus {
  constructor(private readonly source: SeriesSource) {}

  /** @param moment milliseconds since 1970 @throws QueryError */
  instant(text: string, moment: number): InstantAnswer {
    const query = parseQuery(text);
    if (query.kind === 'literal') return { resultType: 'scalar', result: sample(moment, query.value) };
    const result = this.select(query, text).flatMap(({ labels, valueAt }) => {
      const value = valueAt(moment);
      return value === undefined ? [] : [{ metric: labels, value: sample(moment, value) }];
    });
    return { resultType: 'vector', result };
  }

  /** @throws QueryError */
  range(text: string, { start, end, step }: Range): RangeAnswer {
    const query = parseQuery(text);
    const moments = Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, i) => start + i * step);
    const series: Series[] =
      query.kind === 'literal' ? [{ labels: {}, valueAt: () => query.value }] : this.select(query, text);
    const result = series.flatMap(({ labels, valueAt }) => {
      const values = moments.flatMap(moment => {
        const value = valueAt(moment);
        return value === undefined ? [] : [sample(moment, value)];
      });
      return values.length ? [{ metric: labels, values }] : [];
    });
    return { resultType: 'matrix', result };
  }

  private select(selector: Selector, text: string): Series[] {
    return this.source(selector, text).filter(({ labels }) => matchesAll(selector.matchers, labels));
  }
}

function sample(moment: number, value: number): Sample {
  return [moment / 1_000, numberText(value)];
}
