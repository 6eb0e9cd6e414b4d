import { ConflictError } from '@backstage/errors';
import type { Ledger, LedgerLine } from '@greenroom/plugin-portal-node';
import { applicationKey } from '@greenroom/plugin-delivery-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { type ActRecord, actRecordSchema, isOpen } from './Act';
import type { ActStore, StoredAct } from './ActStore';

const ACTS = 'acts';
const rowSchema = z.object({
  idempotency_key: z.string(),
  version: z.coerce.number().int(),
  document: z.string(),
});

/** Acts in SQLite or Postgres. */
export class DatabaseActStore implements ActStore {
  readonly #knex: Knex;
  readonly #ledger: Ledger;

  constructor(knex: Knex, ledger: Ledger) {
    this.#knex = knex;
    this.#ledger = ledger;
  }

  async create(act: ActRecord, idempotencyKey: string, line: LedgerLine) {
    const stored = { act, idempotencyKey, version: 1 };
    const created = await this.#knex.transaction(async transaction => {
      const inserted = await transaction(ACTS)
        .insert({ ...rowOf(stored), version: 1 })
        .onConflict(['person', 'idempotency_key'])
        .ignore()
        .returning('id');
      if (inserted.length > 0) {
        await this.#ledger.append(transaction, line);
      }
      return inserted.length > 0;
    });
    const there = created ? stored : await this.#byKey(act.by, idempotencyKey);
    if (!there) {
      throw new ConflictError('the act with this key is gone: use another key');
    }
    return { stored: there, created };
  }

  async save(next: StoredAct, line: LedgerLine | undefined): Promise<boolean> {
    const { version, act } = next;
    return this.#knex.transaction(async transaction => {
      const saved = await transaction(ACTS)
        .where({ id: act.id, version })
        .update({ ...rowOf(next), version: version + 1 });
      if (saved > 0 && line) {
        await this.#ledger.append(transaction, line);
      }
      return saved > 0;
    });
  }

  async read(id: string): Promise<StoredAct | undefined> {
    const [row] = await this.#knex(ACTS).where({ id });
    return row && readRow(row);
  }

  async open(): Promise<StoredAct[]> {
    return (await this.#knex(ACTS).where({ is_open: true })).map(readRow);
  }

  async #byKey(person: string, idempotencyKey: string): Promise<StoredAct | undefined> {
    const [row] = await this.#knex(ACTS).where({ person, idempotency_key: idempotencyKey });
    return row && readRow(row);
  }
}

function rowOf({ act, idempotencyKey }: StoredAct) {
  return {
    id: act.id,
    application: applicationKey(act.application),
    person: act.by,
    idempotency_key: idempotencyKey,
    is_open: isOpen(act),
    document: JSON.stringify(act),
  };
}

function readRow(row: unknown): StoredAct {
  const { document, idempotency_key: idempotencyKey, version } = rowSchema.parse(row);
  return { act: actRecordSchema.parse(JSON.parse(document)), idempotencyKey, version };
}
