/** How many runs, and from which seed: the same each time, unless a deep run is asked for. */
export function propertyRuns(normal = 100): { numRuns: number; seed?: number } {
  return process.env.GREENROOM_DEEP ? { numRuns: normal * 50 } : { numRuns: normal, seed: 20261121 };
}

/** How long a test of properties may take: a busy machine is slow, and a deep run is long. */
export const propertyTimeout = process.env.GREENROOM_DEEP ? 1_800_000 : 30_000;
