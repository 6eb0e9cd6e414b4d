import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { EVERYBODY } from '@greenroom/plugin-portal-common';

/** Who, besides owners and the platform's operators, may read what is in a namespace of a cluster. */
export interface AudienceEntry {
  /** Name or glob (`*` stands for any run of characters). */
  cluster: string;
  namespace: string;
  /** Entity refs in full form, or `EVERYBODY`. */
  readers: string[];
}

/**
 * Reads `greenroom.audiences`; nothing configured is nobody.
 * @throws InputError naming the entry whose reader is no entity ref
 */
export function readAudiences(config: Config): AudienceEntry[] {
  return (config.getOptionalConfigArray('greenroom.audiences') ?? []).map((entry, index) => ({
    cluster: entry.getString('cluster'),
    namespace: entry.getString('namespace'),
    readers: entry.getStringArray('readers').map(reader => readReader(reader, index)),
  }));
}

function readReader(reader: string, index: number): string {
  if (reader === EVERYBODY) {
    return EVERYBODY;
  }
  try {
    return stringifyEntityRef(parseEntityRef(reader));
  } catch (error) {
    throw new InputError(
      `greenroom.audiences[${index}].readers: ${JSON.stringify(reader)} is neither an entity ref such as group:default/shop nor "*"`,
      error,
    );
  }
}
