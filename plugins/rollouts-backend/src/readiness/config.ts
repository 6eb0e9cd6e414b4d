import type { Config } from '@backstage/config';
import { readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

/** A feature whose checks stand beside a promotion. */
export interface ReadinessSource {
  pluginId: string;
  timeoutMs: number;
}

const USUAL_MS = 3_000;

/**
 * Reads `greenroom.readiness`; nothing configured asks nobody.
 * @throws InputError for what is no plugin id, for one that is there twice, for this feature itself
 */
export function readReadinessConfig(config: Config): ReadinessSource[] {
  const key = 'greenroom.readiness';
  const sources = (config.getOptionalConfigArray(key) ?? []).map(entry => ({
    pluginId: entry.getString('plugin'),
    timeoutMs: entry.has('timeout')
      ? durationToMilliseconds(readDurationFromConfig(entry, { key: 'timeout' }))
      : USUAL_MS,
  }));
  const ids = sources.map(({ pluginId }) => pluginId);
  const wrong = ids.find(
    (id, index) => !/^[a-z][a-z0-9-]*$/.test(id) || id === 'rollouts' || ids.indexOf(id) !== index,
  );
  if (wrong !== undefined) {
    throw new InputError(
      `${key}: ${JSON.stringify(wrong)} is no other plugin of the portal, or is there twice`,
    );
  }
  return sources;
}
