import { Bare } from './Bare';
import { Fleet } from './fleet/Fleet';
import type { OpeningClock, RolloutsVersions, Scenario } from './Scenario';
import { StorefrontDay } from './storefront/StorefrontDay';
import type { World } from './world';

export function scenarioOf(world: World, clock: OpeningClock, versions: RolloutsVersions = {}): Scenario {
  if (world === 'storefront') return new StorefrontDay(clock, versions);
  return 'bare' in world ? new Bare(clock, world, versions) : new Fleet(clock, world, versions);
}
