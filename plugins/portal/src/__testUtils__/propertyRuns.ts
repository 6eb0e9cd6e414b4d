/** How many runs, and from which seed: the same each time, unless a deep run is asked for. */
export function propertyRuns(normal = 100): { numRuns: number; seed?: number } {
  return process.env.GREENROOM_DEEP ? { numRuns: normal * 50 } : { numRuns: normal, seed: 20261121 };
}
