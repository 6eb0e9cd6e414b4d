import { ConflictError } from '@backstage/errors';
import { databaseNow, type Ledger, type LedgerLine } from '@greenroom/plugin-portal-node';
import type { Knex } from 'knex';
import { z } from 'zod';
import { isOpen, type KeptAct, keptActSchema } from './Act';
import type { ActStore, OpenAct, StoredAct } from './ActStore';

const ACTS = 'lease_acts';
const timesSchema = z.object({
  asked_at: z.coerce.number(),
  heard_at: z.coerce.number(),
  now: z.coerce.number(),
});
const rowSchema = z.object({
  person: z.string(),
  idempotency_key: z.string(),
  version: z.coerce.number().int(),
  document: z.string(),
});

/** Acts in SQLite or Postgres. */
export class DatabaseActStore implements ActStore {
  readonly #knex: Knex;
  readonly #ledger: Ledger;
  readonly #nowSql: () => string;

  /** @param nowSql - SQL for milliseconds since 1970; a test may have another clock in the database */
  constructor(knex: Knex, ledger: Ledger, nowSql = () => databaseNow(knex)) {
    this.#knex = knex;
    this.#ledger = ledger;
    this.#nowSql = nowSql;
  }

  async byKey(person: string, idempotencyKey: string): Promise<StoredAct | undefined> {
    const [row] = await this.#knex(ACTS).where({ person, idempotency_key: idempotencyKey });
    return row && readRow(row);
  }

  async create(act: KeptAct, idempotencyKey: string, line: LedgerLine) {
    const stored: StoredAct = { act, person: act.record.by, idempotencyKey, version: 1 };
    const created = await this.#knex.transaction(async transaction => {
      const inserted = await transaction(ACTS)
        .insert({ ...rowOf(stored), asked_at: this.#now(transaction), heard_at: this.#now(transaction) })
        .onConflict(['person', 'idempotency_key'])
        .ignore()
        .returning('id');
      if (inserted.length > 0) {
        await this.#ledger.append(transaction, line);
      }
      return inserted.length > 0;
    });
    const there = created ? stored : await this.byKey(stored.person, idempotencyKey);
    if (!there) {
      throw new ConflictError('the act with this key is gone: use another key');
    }
    return { stored: there, created };
  }

  async save(stored: StoredAct, act: KeptAct, line: LedgerLine | undefined): Promise<StoredAct | undefined> {
    const { version } = stored;
    const next: StoredAct = { ...stored, act, version: version + 1 };
    return this.#knex.transaction(async transaction => {
      const saved = await transaction(ACTS)
        .where({ id: act.record.id, version })
        .update({ ...rowOf(next), heard_at: this.#now(transaction) });
      if (saved > 0 && line) {
        await this.#ledger.append(transaction, line);
      }
      return saved > 0 ? next : undefined;
    });
  }

  async open(): Promise<OpenAct[]> {
    const rows: unknown[] = await this.#knex(ACTS)
      .select('*', this.#knex.raw(`${this.#nowSql()} as now`))
      .where({ is_open: true });
    return rows.map(row => {
      const times = timesSchema.parse(row);
      return { ...readRow(row), silentMs: times.now - times.heard_at, ageMs: times.now - times.asked_at };
    });
  }

  #now(transaction: Knex.Transaction): Knex.Raw {
    return transaction.raw(this.#nowSql());
  }
}

function rowOf({ act, person, idempotencyKey, version }: StoredAct) {
  return {
    id: act.record.id,
    person,
    idempotency_key: idempotencyKey,
    is_open: isOpen(act),
    version,
    document: JSON.stringify(act),
  };
}

function readRow(row: unknown): StoredAct {
  const { document, idempotency_key: idempotencyKey, person, version } = rowSchema.parse(row);
  return { act: keptActSchema.parse(JSON.parse(document)), person, idempotencyKey, version };
}
