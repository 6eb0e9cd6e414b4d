/** Of a threshold that is further above everything than this, the line would press all that happens to the floor. */
const FAR = 4;

/**
 * The ends of the axis of values: from 0, with air above, and as far as the threshold where that is near.
 *
 * @param highest - of the values that are shown; `null` where there are none
 */
export function valueRange(highest: number | null, threshold: number | undefined): [number, number] {
  const most = highest ?? 0;
  const near = threshold !== undefined && threshold <= most * FAR;
  const top = Math.max(most, near ? threshold : 0);
  return [0, top > 0 ? top * 1.12 : 1];
}

const decimals = Array.from({ length: 24 }, (_, index) => 10 ** (index - 9)).flatMap(power =>
  [1, 2, 5].map(step => Number((step * power).toPrecision(1))),
);
const MINUTE = 60;
const clock = [1, 2, 5, 10, 20, 30, 60, 120, 240, 480, 1_440, 2_880, 7_200, 14_400];
const binary = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/** Of what the values of an axis are: what is round differs by it. */
export type Measure = 'number' | 'bytes' | 'seconds';

/** Steps that an axis of values may have: 1, 2, 5 and so on; of bytes powers of two, of longer times those of a clock. */
export function stepsOf(measure: Measure): number[] {
  switch (measure) {
    case 'bytes':
      return [0, 1, 2, 3, 4, 5].flatMap(power => binary.map(step => step * 1024 ** power));
    case 'seconds':
      return [...decimals.filter(step => step < MINUTE), ...clock.map(minutes => minutes * MINUTE)];
    default:
      return decimals;
  }
}
