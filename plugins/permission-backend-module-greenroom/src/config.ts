import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';

export interface PolicyConfig {
  /** Entity refs of those who run the portal and its platform. */
  platformGroups: readonly string[];
  /** Entity refs of those who may start new services. */
  creatorGroups: readonly string[];
}

/**
 * Reads `greenroom.platformGroups` and `greenroom.creatorGroups`; nothing configured is nobody.
 * Throws on what is no entity ref.
 */
export function readPolicyConfig(config: Config): PolicyConfig {
  return {
    platformGroups: readGroups(config, 'greenroom.platformGroups'),
    creatorGroups: readGroups(config, 'greenroom.creatorGroups'),
  };
}

function readGroups(config: Config, key: string): string[] {
  const refs = config.getOptionalStringArray(key) ?? [];
  return refs.map(ref => stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'group' })));
}
