/** How often a property is tried: the same cases each time, and many others in a deep run. */
export function propertyRuns(normal = 100): { seed?: number; numRuns: number } {
  return process.env.GREENROOM_DEEP ? { numRuns: normal * 50 } : { seed: 20261121, numRuns: normal };
}
