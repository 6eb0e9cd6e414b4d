import { createHash } from 'node:crypto';
import { databaseNow, type Ledger, type LedgerLine } from '@greenroom/plugin-portal-node';
import type { Knex } from 'knex';
import { z } from 'zod';
import { nowRowSchema } from '../promotions/requestRow';
import type { KnownNarrowing, NarrowingStore } from './Narrowings';

const TABLE = 'narrowings';

const rowSchema = z.object({
  rollout: z.string(),
  name: z.string(),
  value: z.string(),
  /** Integers of 64 bits come as text from Postgres. */
  gone_at: z.coerce.number().int().nullable(),
  acknowledged_by: z.string().nullable(),
});

/** Narrowings in SQLite or Postgres. */
export class DatabaseNarrowingStore implements NarrowingStore {
  readonly #knex: Knex;
  readonly #ledger: Pick<Ledger, 'append'>;

  constructor(knex: Knex, ledger: Pick<Ledger, 'append'>) {
    this.#knex = knex;
    this.#ledger = ledger;
  }

  async now(): Promise<number> {
    const [row] = await this.#knex.select(this.#knex.raw(`${databaseNow(this.#knex)} as now`));
    return nowRowSchema.parse(row).now;
  }

  async all(): Promise<KnownNarrowing[]> {
    const rows: unknown[] = await this.#knex(TABLE).select();
    return rows.map(row => {
      const { gone_at: goneAt, acknowledged_by: acknowledgedBy, ...narrowing } = rowSchema.parse(row);
      return {
        ...narrowing,
        ...(goneAt !== null && { goneAt }),
        ...(acknowledgedBy !== null && { acknowledgedBy }),
      };
    });
  }

  put(narrowing: KnownNarrowing): Promise<void> {
    return put(this.#knex, narrowing);
  }

  async acknowledge(narrowings: readonly KnownNarrowing[], line: LedgerLine): Promise<void> {
    await this.#knex.transaction(async transaction => {
      for (const narrowing of narrowings) {
        await put(transaction, narrowing);
      }
      await this.#ledger.append(transaction, line);
    });
  }

  async forget(goneBefore: number): Promise<void> {
    await this.#knex(TABLE).where('gone_at', '<', goneBefore).delete();
  }
}

async function put(knex: Knex, { rollout, name, value, goneAt, acknowledgedBy }: KnownNarrowing) {
  const id = createHash('sha256')
    .update(JSON.stringify([rollout, name, value]))
    .digest('hex');
  const row = { id, rollout, name, value, gone_at: goneAt ?? null, acknowledged_by: acknowledgedBy ?? null };
  await knex(TABLE).insert(row).onConflict('id').merge();
}
