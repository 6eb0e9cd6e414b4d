import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { EVERYBODY } from '@greenroom/plugin-portal-common';

/** Who, besides owners and the platform's operators, may do what in a namespace of a cluster. Entity refs in full form. */
export interface AudienceEntry {
  /** Name or glob (`*` stands for any run of characters). */
  cluster: string;
  namespace: string;
  /** May read; `EVERYBODY` may be among them. */
  readers: string[];
  /** May operate (abort, pause, restart …), and so may read. */
  operators: string[];
  /** May roll back to what was live before, and so may read. */
  rollback: string[];
}

/**
 * Reads `greenroom.audiences`; nothing configured is nobody.
 * @throws InputError naming the entry whose reader is no entity ref, or that opens a deed to everybody
 */
export function readAudiences(config: Config): AudienceEntry[] {
  return (config.getOptionalConfigArray('greenroom.audiences') ?? []).map((entry, index) => {
    const refs = (key: string, read: (ref: string, where: string) => string) =>
      (entry.getOptionalStringArray(key) ?? []).map(ref => read(ref, `greenroom.audiences[${index}].${key}`));
    return {
      cluster: entry.getString('cluster'),
      namespace: entry.getString('namespace'),
      readers: refs('readers', readReader),
      operators: refs('operators', readAppointed),
      rollback: refs('rollback', readAppointed),
    };
  });
}

function readReader(reader: string, where: string): string {
  return reader === EVERYBODY
    ? EVERYBODY
    : readRef(reader, where, 'neither an entity ref such as group:default/shop nor "*"');
}

/** A deed is somebody's: a list that says everybody is more likely a slip than meant. */
function readAppointed(ref: string, where: string): string {
  return readRef(ref, where, 'not an entity ref such as group:default/shop');
}

function readRef(ref: string, where: string, complaint: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref));
  } catch (error) {
    throw new InputError(`${where}: ${JSON.stringify(ref)} is ${complaint}`, error);
  }
}
