import { ConflictError } from '@backstage/errors';
import { databaseNow, type Ledger, type LedgerLine } from '@greenroom/plugin-portal-node';
import { rolloutKey } from '@greenroom/plugin-rollouts-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { type DeedStore, deedSchema, type NewDeed, type StoredDeed } from './DeedStore';

const DEEDS = 'deeds';
/** As many of one object as anybody asks about. */
const NEWEST = 50;

/** Integers of 64 bits come as text from Postgres. */
const integer = z.coerce.number().int();
const nowSchema = z.object({ now: integer });
const rowSchema = z.object({
  idempotency_key: z.string(),
  body_hash: z.string(),
  fence: integer,
  heartbeat_at: integer,
  version: integer,
  document: z.string(),
});

/** Acts in SQLite or Postgres. */
export class DatabaseDeedStore implements DeedStore {
  readonly #knex: Knex;
  readonly #ledger: Ledger;
  readonly #nowSql: () => string;

  /** @param nowSql - SQL for milliseconds since 1970; a test may have another clock in the database */
  constructor(knex: Knex, ledger: Ledger, nowSql = () => databaseNow(knex)) {
    this.#knex = knex;
    this.#ledger = ledger;
    this.#nowSql = nowSql;
  }

  async create(make: (now: number) => NewDeed) {
    const now = await this.#now();
    const { deed, idempotencyKey, bodyHash, lines } = make(now);
    const stored = { deed, idempotencyKey, bodyHash, fence: 1, heartbeatAt: now, version: 1 };
    const created = await this.#knex.transaction(async transaction => {
      const inserted = await transaction(DEEDS)
        .insert({ ...rowOf(stored), created_at: now })
        .onConflict(['person', 'idempotency_key'])
        .ignore()
        .returning('id');
      if (inserted.length > 0) {
        await this.#append(transaction, lines);
      }
      return inserted.length > 0;
    });
    const there = created ? stored : await this.byKey(deed.by, idempotencyKey);
    if (!there) {
      throw new ConflictError('the act with this key is gone: use another key');
    }
    return { stored: there, now, created };
  }

  async byKey(person: string, idempotencyKey: string): Promise<StoredDeed | undefined> {
    const [row] = await this.#knex(DEEDS).where({ person, idempotency_key: idempotencyKey });
    return row && readRow(row);
  }

  async read(id: string) {
    const now = this.#knex.raw(`${this.#nowSql()} as now`);
    const [row] = await this.#knex(DEEDS).select('*', now).where({ id });
    return row && { stored: readRow(row), now: nowSchema.parse(row).now };
  }

  async save(next: StoredDeed, lines: readonly LedgerLine[]): Promise<boolean> {
    const { version, deed } = next;
    const isOpen = deed.state === 'executing' || deed.state === 'unknown';
    return this.#knex.transaction(async transaction => {
      const saved = await transaction(DEEDS)
        .where({ id: deed.id, version })
        .update({
          ...rowOf(next),
          version: version + 1,
          ended_at: isOpen ? null : transaction.raw(this.#nowSql()),
        });
      if (saved > 0) {
        await this.#append(transaction, lines);
      }
      return saved > 0;
    });
  }

  async open() {
    const now = await this.#now();
    const rows = await this.#knex(DEEDS).whereNull('ended_at');
    return { stored: rows.map(readRow), now };
  }

  async about(uid: string, youngerThanMs: number) {
    const rows = await this.#knex(DEEDS)
      .where({ uid })
      .whereRaw(`created_at >= ${this.#nowSql()} - ?`, [youngerThanMs])
      .orderBy('created_at', 'desc')
      .limit(NEWEST);
    return rows.map(row => readRow(row).deed);
  }

  async #now(): Promise<number> {
    const [row] = await this.#knex.select(this.#knex.raw(`${this.#nowSql()} as now`));
    return nowSchema.parse(row).now;
  }

  async #append(transaction: Knex.Transaction, lines: readonly LedgerLine[]) {
    for (const line of lines) {
      await this.#ledger.append(transaction, line);
    }
  }
}

function rowOf({ deed, idempotencyKey, bodyHash, fence, heartbeatAt, version }: StoredDeed) {
  return {
    id: deed.id,
    rollout: rolloutKey(deed.rollout),
    uid: deed.uid,
    person: deed.by,
    idempotency_key: idempotencyKey,
    body_hash: bodyHash,
    heartbeat_at: heartbeatAt,
    fence,
    version,
    document: JSON.stringify(deed),
  };
}

function readRow(row: unknown): StoredDeed {
  const { document, ...columns } = rowSchema.parse(row);
  return {
    deed: deedSchema.parse(JSON.parse(document)),
    idempotencyKey: columns.idempotency_key,
    bodyHash: columns.body_hash,
    fence: columns.fence,
    heartbeatAt: columns.heartbeat_at,
    version: columns.version,
  };
}
