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

const decimal = [1, 2, 5];
const binary = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/** Steps that an axis of values may have: 1, 2, 5 and so on; of bytes powers of two, so that the marks are round. */
export function stepsOf(isBytes: boolean): number[] {
  return isBytes
    ? [0, 1, 2, 3, 4, 5].flatMap(power => binary.map(step => step * 1024 ** power))
    : Array.from({ length: 24 }, (_, index) => 10 ** (index - 9)).flatMap(power =>
        decimal.map(step => Number((step * power).toPrecision(1))),
      );
}
