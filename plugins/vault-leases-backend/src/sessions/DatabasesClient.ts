import type { FeatureReader } from '@greenroom/plugin-portal-node';
import { z } from 'zod';
import type { DatabaseRef } from './DatabaseRef';

const answerSchema = z.object({
  items: z.array(
    z.object({
      database: z.string(),
      role: z.string(),
      madeByVault: z.boolean(),
      sessions: z.number().int().nonnegative(),
    }),
  ),
  databases: z.array(z.object({ id: z.string(), name: z.string(), untold: z.string().optional() })),
});

/** Sessions that users of one role hold in a database. */
export type HeldSessions = z.infer<typeof answerSchema>['items'][number];

/** Of users that Vault made, or why nobody can tell, as a sentence without its full stop. */
export type ToldSessions = { held: readonly HeldSessions[] } | { untold: string };

const PATIENCE_MS = 3_000;

/** How the databases feature is asked who holds sessions. */
export class DatabasesClient {
  readonly #reader: Pick<FeatureReader, 'get'>;

  /** @param reader - of the databases feature */
  constructor(reader: Pick<FeatureReader, 'get'>) {
    this.#reader = reader;
  }

  /** Throws whatever asking throws. */
  async heldIn(database: DatabaseRef): Promise<ToldSessions> {
    const path = `/sessions?${new URLSearchParams(database)}`;
    const told = await this.#reader.get(path, answerSchema, AbortSignal.timeout(PATIENCE_MS));
    const [found, ...others] = told.databases;
    if (!found || others.length > 0) {
      return { untold: notOne(database, told.databases.length) };
    }
    return found.untold === undefined
      ? { held: told.items.filter(({ madeByVault }) => madeByVault) }
      : { untold: found.untold };
  }
}

const CURE = 'the configuration of the portal may say which one its users are made in';

function notOne(database: DatabaseRef, count: number): string {
  if ('id' in database) {
    return `the portal reads no database ${database.id}, or has not looked at it yet`;
  }
  return count === 0
    ? `the portal reads no database that is called ${database.name}, or has not looked at it yet: ${CURE}`
    : `${count} databases are called ${database.name}: ${CURE}`;
}
