import { LastingFaults } from '../../loopback/LastingFaults';

export const REGION_FAULTS = [
  'throttle',
  'denied',
  'expired-credentials',
  'unreachable',
  'hang',
  'slow',
  'skew',
  'no-data',
  'stale-backups',
] as const;
export type RegionFault = (typeof REGION_FAULTS)[number];

const leastSkew = 15 * 60_000;

/** What is wrong with each Region at the moment, for every account. */
export class RegionFaults {
  private readonly regions = new Map<string, LastingFaults<RegionFault>>();

  /** @param onChange told of the Region after each fault that begins or ends */
  constructor(private readonly onChange: (region: string) => void) {}

  of(region: string): LastingFaults<RegionFault> {
    const known = this.regions.get(region);
    if (known) return known;
    const made = new LastingFaults<RegionFault>(() => this.onChange(region));
    this.regions.set(region, made);
    return made;
  }

  /** How far the clock of a Region is ahead, milliseconds. */
  skewOf(region: string): number {
    const faults = this.of(region);
    return faults.has('skew') ? Math.max(leastSkew, faults.lateness('skew')) : 0;
  }

  clear(): void {
    for (const faults of this.regions.values()) faults.clear();
  }
}
