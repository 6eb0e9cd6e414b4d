import { ConflictError } from '@backstage/errors';
import {
  applicationKey,
  type ApplicationRef,
  type ChangeRequest,
  changeRequestSchema,
  isEnded,
} from '@greenroom/plugin-delivery-common';
import type { Ledger, LedgerLine } from '@greenroom/plugin-portal-node';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { ChangeRequestStore, StoredChangeRequest } from './ChangeRequestStore';

const TABLE = 'change_requests';
/** Ended ones that pages may still show. */
const NEWEST = 200;
const integer = z.coerce.number().int();
const rowSchema = z.object({ checked_at: integer, version: integer, document: z.string() });

/** Change requests in SQLite or Postgres. */
export class DatabaseChangeRequestStore implements ChangeRequestStore {
  readonly #knex: Knex;
  readonly #ledger: Ledger;

  constructor(knex: Knex, ledger: Ledger) {
    this.#knex = knex;
    this.#ledger = ledger;
  }

  /** The database itself lets one open request of the same through. */
  async create(change: ChangeRequest, now: number, line: LedgerLine) {
    const stored = { change, checkedAt: now, version: 1 };
    const created = await this.#knex.transaction(async transaction => {
      const inserted = await transaction(TABLE)
        .insert({ ...rowOf(stored), created_at: now, version: 1 })
        .onConflict(transaction.raw('(application, to_revision) where is_open'))
        .ignore()
        .returning('id');
      if (inserted.length > 0) {
        await this.#ledger.append(transaction, line);
      }
      return inserted.length > 0;
    });
    const there = created ? stored : await this.openOf(change.application, change.toRevision.sha);
    if (!there) {
      throw new ConflictError('The change request that was open has just ended: ask again.');
    }
    return { stored: there, created };
  }

  async save(next: StoredChangeRequest, line: LedgerLine | undefined): Promise<boolean> {
    const { version, change } = next;
    return this.#knex.transaction(async transaction => {
      const saved = await transaction(TABLE)
        .where({ id: change.id, version })
        .update({ ...rowOf(next), version: version + 1 });
      if (saved > 0 && line) {
        await this.#ledger.append(transaction, line);
      }
      return saved > 0;
    });
  }

  async read(id: string): Promise<StoredChangeRequest | undefined> {
    const [row] = await this.#knex(TABLE).where({ id });
    return row && readRow(row);
  }

  async openOf(application: ApplicationRef, toRevision: string): Promise<StoredChangeRequest | undefined> {
    const [row] = await this.#knex(TABLE).where({
      application: applicationKey(application),
      to_revision: toRevision,
      is_open: true,
    });
    return row && readRow(row);
  }

  async recent(): Promise<StoredChangeRequest[]> {
    const open = await this.#knex(TABLE).where({ is_open: true });
    const ended = await this.#knex(TABLE)
      .where({ is_open: false })
      .orderBy('created_at', 'desc')
      .limit(NEWEST);
    return [...open, ...ended].map(readRow);
  }
}

function rowOf({ change, checkedAt }: StoredChangeRequest) {
  return {
    id: change.id,
    application: applicationKey(change.application),
    to_revision: change.toRevision.sha,
    is_open: !isEnded(change.state),
    checked_at: checkedAt,
    document: JSON.stringify(change),
  };
}

function readRow(row: unknown): StoredChangeRequest {
  const { document, checked_at: checkedAt, version } = rowSchema.parse(row);
  return { change: changeRequestSchema.parse(JSON.parse(document)), checkedAt, version };
}
