/** How often a property is tried: a little under one seed, or with `GREENROOM_DEEP` much more under a new one each time. */
export function propertyRuns(normal = 100): { numRuns: number; seed?: number } {
  return process.env.GREENROOM_DEEP ? { numRuns: normal * 50 } : { seed: 20261121, numRuns: normal };
}
