import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { EVERYBODY } from '@greenroom/plugin-portal-common';
import { readEntityRef } from '@greenroom/plugin-portal-node';

/** Who may read databases besides the owners of trusted entities and the platform's operators. */
export interface DatabaseAudience {
  /** Glob of an id or a name. */
  database: string;
  /** Entity refs in full form; `EVERYBODY` may be among them. */
  readers: string[];
}

/** Entities whose word counts: that they use a database opens it to their owners. */
export interface DatabaseTrust {
  database: string;
  /** Globs of entity refs in full form. */
  entities: string[];
}

export interface AccessConfig {
  audiences: DatabaseAudience[];
  trust: DatabaseTrust[];
}

/**
 * Reads `databases.audiences` and `databases.trust`; nothing configured is nobody.
 * @throws InputError naming the entry whose reader is no entity ref
 */
export function readAccessConfig(config: Config): AccessConfig {
  const entries = (key: string) => config.getOptionalConfigArray(`databases.${key}`) ?? [];
  return {
    audiences: entries('audiences').map((entry, index) => ({
      database: entry.getString('database'),
      readers: entry
        .getStringArray('readers')
        .map(reader => readReader(reader, `databases.audiences[${index}].readers`)),
    })),
    trust: entries('trust').map(entry => ({
      database: entry.getString('database'),
      entities: entry.getStringArray('entities').map(glob => glob.toLowerCase()),
    })),
  };
}

function readReader(reader: string, where: string): string {
  try {
    return reader === EVERYBODY ? reader : readEntityRef(reader);
  } catch (error) {
    throw new InputError(
      `${where}: ${JSON.stringify(reader)} is neither an entity ref such as group:default/shop nor "*"`,
      error,
    );
  }
}
