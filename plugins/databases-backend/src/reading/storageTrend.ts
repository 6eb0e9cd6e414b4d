/** What was used of a storage at a moment. */
export interface StorageSample {
  /** Seconds since 1970. */
  at: number;
  usedBytes: number;
}

/** Less says nothing about hours to come. */
const LEAST_SAMPLES = 6;
const LEAST_SECONDS = 25 * 60;
/** Further away it is not worth a sentence, and the line that far is a guess. */
const HORIZON_SECONDS = 30 * 86_400;

/**
 * When the storage is full if it goes on as it went: a straight line through all samples (least squares), so that one
 * vacuum or one import does not decide. `undefined` when it does not grow, or not within a month.
 *
 * @returns RFC 3339
 */
export function fullAt(samples: readonly StorageSample[], limitBytes: number): string | undefined {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || samples.length < LEAST_SAMPLES || last.at - first.at < LEAST_SECONDS) {
    return undefined;
  }
  const perSecond = slope(samples.map(({ at, usedBytes }) => [at - first.at, usedBytes]));
  const left = (limitBytes - last.usedBytes) / perSecond;
  return perSecond > 0 && left < HORIZON_SECONDS
    ? new Date((last.at + Math.max(0, left)) * 1000).toISOString()
    : undefined;
}

function slope(points: readonly (readonly [number, number])[]): number {
  const n = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n;
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const under = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return under === 0 ? 0 : over / under;
}
