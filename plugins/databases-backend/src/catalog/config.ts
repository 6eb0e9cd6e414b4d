import { type Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { readEntityRef } from '@greenroom/plugin-portal-node';

export interface CatalogConfig {
  /** Of databases that no tag and no entry of the configuration gives an owner. Entity ref. */
  owner: string;
  everyMs: number;
}

const USUAL_MS = 30 * 60_000;

/**
 * Reads `databases.catalog`; without it no database becomes an entity.
 * @throws InputError for an owner that is no entity ref
 */
export function readCatalogConfig(config: Config): CatalogConfig | undefined {
  const catalog = config.getOptionalConfig('databases.catalog');
  return (
    catalog && {
      owner: readEntityRef(catalog.getString('owner')),
      everyMs: catalog.has('every')
        ? durationToMilliseconds(readDurationFromConfig(catalog, { key: 'every' }))
        : USUAL_MS,
    }
  );
}
