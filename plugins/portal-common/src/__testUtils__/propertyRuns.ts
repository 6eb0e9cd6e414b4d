/** How many cases a property is tried on: few and always the same ones, or many and new ones where GREENROOM_DEEP is set. */
export function propertyRuns(normal = 100): { numRuns: number; seed?: number } {
  return process.env.GREENROOM_DEEP ? { numRuns: normal * 50 } : { seed: 20261121, numRuns: normal };
}

/** How many milliseconds a test of properties may take: a busy machine is slow, and a deep run is long. */
export const propertyTimeout = process.env.GREENROOM_DEEP ? 1_800_000 : 30_000;
