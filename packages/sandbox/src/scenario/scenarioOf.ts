import { Bare } from './Bare';
import { Fleet } from './fleet/Fleet';
import type { OpeningClock, Scenario } from './Scenario';
import { StorefrontDay } from './storefront/StorefrontDay';
import type { World } from './world';

export function scenarioOf(world: World, clock: OpeningClock): Scenario {
  if (world === 'storefront') return new StorefrontDay(clock);
  return 'bare' in world ? new Bare(clock, world) : new Fleet(clock, world);
}
