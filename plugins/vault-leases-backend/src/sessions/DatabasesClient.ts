import type { FeatureReader } from '@greenroom/plugin-portal-node';
import { z } from 'zod';

const answerSchema = z.object({
  items: z.array(
    z.object({
      database: z.string(),
      role: z.string(),
      madeByVault: z.boolean(),
      sessions: z.number().int().nonnegative(),
    }),
  ),
});

/** Sessions that users of one role hold in a database. */
export type HeldSessions = z.infer<typeof answerSchema>['items'][number];

const PATIENCE_MS = 3_000;

/** How the databases feature is asked who holds sessions. */
export class DatabasesClient {
  readonly #reader: Pick<FeatureReader, 'get'>;

  /** @param reader - of the databases feature */
  constructor(reader: Pick<FeatureReader, 'get'>) {
    this.#reader = reader;
  }

  /**
   * Sessions of users that Vault made in the database of this name; `undefined` where nobody can tell: no database is
   * called that, several are, or it does not tell its sessions. Throws whatever asking throws.
   */
  async heldIn(name: string): Promise<HeldSessions[] | undefined> {
    const path = `/sessions?${new URLSearchParams({ name })}`;
    const { items } = await this.#reader.get(path, answerSchema, AbortSignal.timeout(PATIENCE_MS));
    const databases = new Set(items.map(({ database }) => database));
    return databases.size === 1 ? items.filter(({ madeByVault }) => madeByVault) : undefined;
  }
}
