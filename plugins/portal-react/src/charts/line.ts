/** One line of a chart. A moment without a value is `null`: a gap, never 0. */
export interface ChartLine {
  key: string;
  /** Whose it is, where a chart has several, e.g. `writer`. */
  label: string;
  /** Seconds since 1970, ascending. */
  at: readonly number[];
  values: readonly (number | null)[];
  /** Seconds between two points. */
  periodSeconds: number;
}

/** A span of time, seconds since 1970. */
export interface TimeWindow {
  from: number;
  to: number;
}

/** What uPlot draws: one column of times, one of values for each line. `undefined` is where only another line has a point. */
export type Columns = [number[], ...(number | null | undefined)[][]];

/** All lines over all of their times. What another line has no point for joins nothing and parts nothing. */
export function columnsOf(lines: readonly ChartLine[]): Columns {
  const [first, ...others] = lines;
  if (first && others.every(({ at }) => sameTimes(at, first.at))) {
    return [[...first.at], ...lines.map(({ values }) => [...values])];
  }
  const times = [...new Set(lines.flatMap(({ at }) => at))].sort((a, b) => a - b);
  const place = new Map(times.map((time, index) => [time, index]));
  return [
    times,
    ...lines.map(({ at, values }) => {
      const column: (number | null | undefined)[] = new Array(times.length).fill(undefined);
      at.forEach((time, index) => {
        column[place.get(time) ?? 0] = values[index] ?? null;
      });
      return column;
    }),
  ];
}

function sameTimes(a: readonly number[], b: readonly number[]): boolean {
  return (
    a.length === b.length && a[0] === b[0] && a.at(-1) === b.at(-1) && a.every((time, i) => time === b[i])
  );
}

/** The newest value; `undefined` where there is none, or where it is followed by a gap: that is not how it is now. */
export function lastValue({ at, values, periodSeconds }: ChartLine): number | undefined {
  const index = values.findLastIndex(value => value !== null);
  const [newest, of] = [at.at(-1) ?? 0, at[index] ?? 0];
  // The last points of a source come late: two of them may be missing yet.
  return index >= 0 && newest - of <= 2 * periodSeconds ? (values[index] ?? undefined) : undefined;
}

/** When the newest value of any of them was measured, seconds since 1970. */
export function lastKnownAt(lines: readonly ChartLine[]): number | undefined {
  const times = lines.flatMap(({ at, values }) => at[values.findLastIndex(value => value !== null)] ?? []);
  return times.length > 0 ? Math.max(...times) : undefined;
}

/** The value at a moment, or of the point that is nearest within its period; `null` in a gap, `undefined` outside. */
export function valueAt({ at, values, periodSeconds }: ChartLine, time: number): number | null | undefined {
  const index = nearest(at, time);
  const found = at[index];
  return found === undefined || Math.abs(found - time) > periodSeconds ? undefined : values[index];
}

/** The place of the time that is nearest. */
export function nearest(at: readonly number[], time: number): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((at[middle] ?? 0) < time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const [before, after] = [at[low - 1], at[low]];
  return before !== undefined && (after === undefined || time - before <= after - time) ? low - 1 : low;
}

/** The points between two times, both ends included. */
export function within({ at, values, ...line }: ChartLine, { from, to }: TimeWindow): ChartLine {
  const first = at.findIndex(time => time >= from);
  const last = at.findLastIndex(time => time <= to);
  const [start, end] = first < 0 ? [0, 0] : [first, last + 1];
  return { ...line, at: at.slice(start, end), values: values.slice(start, end) };
}

/** Points that neither neighbour of has a value: a line cannot show them. */
export function lonely(values: ArrayLike<number | null | undefined>): number[] {
  const found: number[] = [];
  for (let index = 0; index < values.length; index += 1) {
    if (!isNothing(values[index]) && isNothing(values[index - 1]) && isNothing(values[index + 1])) {
      found.push(index);
    }
  }
  return found;
}

const isNothing = (value: number | null | undefined) => value === null || value === undefined;
