import type { Config } from '@backstage/config';

/** `clusterHealth.keep`: resources that are followed in every cluster even while nobody looks. */
export function readKept(config: Config): ReadonlySet<string> {
  return new Set(config.getOptionalStringArray('clusterHealth.keep') ?? []);
}
