import type { ImageRegistry } from '../images/ImageRegistry';
import { Bare } from './Bare';
import { AuroraFleet } from './databases/AuroraFleet';
import { Fleet } from './fleet/Fleet';
import { PodFleet } from './fleet/PodFleet';
import type { OpeningClock, RolloutsVersions, Scenario } from './Scenario';
import { RulesDay } from './rules/RulesDay';
import { FiveStacks } from './stacks/FiveStacks';
import { StorefrontDay } from './storefront/StorefrontDay';
import type { World } from './world';

/** @param registry where it pushes its images to */
export function scenarioOf(
  world: World,
  clock: OpeningClock,
  versions: RolloutsVersions = {},
  registry?: ImageRegistry,
): Scenario {
  if (world === 'storefront') return new StorefrontDay(clock, versions, registry);
  if (world === 'stacks') return new FiveStacks(clock, new StorefrontDay(clock, versions, registry));
  if (world === 'rules') return new RulesDay(versions);
  if ('auroraClusters' in world) return new AuroraFleet(world);
  if ('podsPerCluster' in world) return new PodFleet(clock, world, versions);
  return 'bare' in world ? new Bare(clock, world, versions) : new Fleet(clock, world, versions);
}
