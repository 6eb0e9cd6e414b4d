import { InputError, NotFoundError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { canonical } from './canonical';
import { chained, exportLine } from './chain';
import { ChainWalk, cutOff, OTHER_LINE } from './ChainWalk';
import type { ChainedLine, Ledger, LedgerCheck, LedgerHead, LedgerLine, LedgerQuery } from './Ledger';
import { isSqlite, tableNames } from './ledgerTables';

interface Row extends Omit<ChainedLine, 'seq' | 'request' | 'data'> {
  /** PostgreSQL answers a bigint as text. */
  seq: number | string;
  request: string | null;
  data: string;
}

type Locked = Pick<Row, 'seq' | 'hash' | 'at'>;

export interface DatabaseLedgerOptions {
  database: Knex;
  /** The feature's chain; its tables were made by `ledgerTables.up(knex, chain)`. */
  chain: string;
  /** Told after each transaction that appended has ended, unless it was rolled back by an error. */
  onAppended?: () => void;
}

/** How many lines are in memory at once while a chain is walked. */
const BATCH = 2000;
/** By so much the clock of a database may be put back without a line being missed. */
const CLOCK_MS = 24 * 3_600_000;

/** A chain in the feature's own database, SQLite or PostgreSQL. */
export class DatabaseLedger implements Ledger {
  private readonly names: { lines: string; head: string };
  private readonly knex: Knex;
  private readonly clock: string;

  constructor(private readonly options: DatabaseLedgerOptions) {
    this.knex = options.database;
    this.names = tableNames(options.chain);
    this.clock = isSqlite(this.knex)
      ? `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`
      : `to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  }

  async append(transaction: Knex.Transaction, line: LedgerLine): Promise<ChainedLine> {
    refuseUnstorable(line);
    const { at, seq, hash } = await this.lockHead(transaction);
    const next = chained(line, { seq: Number(seq) + 1, at, previous: hash });
    const row: Row = { ...next, request: next.request ?? null, data: canonical(next.data) };
    await transaction(this.names.lines).insert(row);
    this.tellWhenCommitted(transaction);
    return next;
  }

  async lines({ subjects, kind, request, since, beforeSeq, limit }: LedgerQuery): Promise<ChainedLine[]> {
    const rows = await this.rows()
      .modify(query => {
        if (subjects) {
          this.amongSubjects(query, subjects);
        }
        if (kind !== undefined) {
          query.where({ kind });
        }
        if (request !== undefined) {
          query.where({ request });
        }
        if (since !== undefined) {
          this.since(query, since);
        }
        if (beforeSeq !== undefined) {
          query.where('seq', '<', beforeSeq);
        }
      })
      .orderBy('seq', 'desc')
      .limit(limit);
    return rows.map(lineOf);
  }

  async head(): Promise<LedgerHead> {
    const row = await this.knex<Row>(this.names.head).first('seq', 'hash');
    if (!row) {
      throw this.headless();
    }
    return { seq: Number(row.seq), hash: row.hash };
  }

  /** The chain as it is when this is called: what is appended meanwhile is left to the next time. */
  async verify(anchor?: LedgerHead): Promise<LedgerCheck> {
    const { last, ...now } = await this.headAndLast();
    const kept = await this.walk(now);
    if (!kept.valid) {
      return kept;
    }
    if (last > now.seq) {
      return broken(kept, now.seq + 1, 'it is there, and the head never was');
    }
    return anchor && anchor.seq > 0 ? this.withAnchor(kept, anchor) : kept;
  }

  /** The whole chain, first line first, each as one line of an export (without its line break). */
  async *export(): AsyncIterable<string> {
    for await (const lines of this.batches(Infinity)) {
      yield* lines.map(exportLine);
    }
  }

  private async walk(head: LedgerHead): Promise<LedgerCheck> {
    const walk = new ChainWalk({ chain: this.options.chain, anchor: head });
    for await (const lines of this.batches(head.seq)) {
      if (!lines.every(line => walk.step(line))) {
        break;
      }
    }
    return walk.end();
  }

  /** The chain holds in itself: whether it is the one of which `anchor` was the head. */
  private async withAnchor(kept: LedgerCheck, anchor: LedgerHead): Promise<LedgerCheck> {
    const there = await this.knex<Row>(this.names.lines).where({ seq: anchor.seq }).first('hash');
    if (!there) {
      return broken(kept, kept.entries + 1, cutOff(kept.entries, anchor));
    }
    return there.hash === anchor.hash ? kept : broken(kept, anchor.seq, OTHER_LINE);
  }

  private async *batches(lastSeq: number): AsyncIterable<ChainedLine[]> {
    // No line is before the first; if somebody put one there, it shows.
    let seq = Number.MIN_SAFE_INTEGER;
    while (seq < lastSeq) {
      const rows = await this.rows().where('seq', '>', seq).orderBy('seq').limit(BATCH);
      const lines = rows.map(lineOf).filter(line => line.seq <= lastSeq);
      seq = lines.at(-1)?.seq ?? Infinity;
      yield lines;
    }
  }

  /** One statement, so that both are of the same moment. */
  private async headAndLast(): Promise<LedgerHead & { last: number }> {
    const last = this.knex.raw('(select max(seq) from ??) as ??', [this.names.lines, 'last']);
    const [row] = await this.knex(this.names.head).select<
      Array<{ seq: number | string; hash: string; last: number | string | null }>
    >('seq', 'hash', last);
    if (!row) {
      throw this.headless();
    }
    return { seq: Number(row.seq), hash: row.hash, last: Number(row.last) };
  }

  /**
   * Lines are in the order in which they were recorded, and so are their times as long as the clock is. So the walk ends
   * at the newest line that is older by far, which is found without walking.
   * @throws InputError when it is no time
   */
  private since(query: Knex.QueryBuilder, since: string): void {
    const tooOld = this.knex(this.names.lines)
      .where('at', '<', utc(since, -CLOCK_MS))
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'seq', order: 'desc' },
      ])
      .limit(1)
      .select('seq');
    query.where('at', '>=', utc(since)).whereRaw('seq > coalesce((?), 0)', [tooOld]);
  }

  /** As one value, because a statement takes only so many. */
  private amongSubjects(query: Knex.QueryBuilder, subjects: readonly string[]): void {
    if (isSqlite(this.knex)) {
      query.whereRaw('subject in (select value from json_each(?))', [JSON.stringify(subjects)]);
    } else {
      query.whereRaw('subject = any(?)', [[...subjects]]);
    }
  }

  private headless() {
    return new NotFoundError(`The head of the ledger ${this.options.chain} is gone`);
  }

  private rows() {
    return this.knex<Row>(this.names.lines).select<Row[]>();
  }

  /**
   * Every append waits here for the one before it. On SQLite it has to be a write: a transaction that began by reading
   * could not write any more once another has written.
   */
  private async lockHead(transaction: Knex.Transaction) {
    const head = transaction<Row>(this.names.head);
    const columns = ['seq', 'hash', transaction.raw(`${this.clock} as ??`, ['at'])];
    const [locked] = isSqlite(this.knex)
      ? await head.update({ seq: transaction.ref('seq') }).returning<Locked[]>(columns)
      : await head.forUpdate().select<Locked[]>(columns);
    if (!locked) {
      throw this.headless();
    }
    return locked;
  }

  private tellWhenCommitted(transaction: Knex.Transaction): void {
    const { onAppended } = this.options;
    if (onAppended) {
      outermost(transaction).executionPromise.then(onAppended, () => {});
    }
  }
}

/** A savepoint is committed with the transaction that it is in. */
function outermost(transaction: Knex.Transaction): Knex.Transaction {
  return transaction.parentTransaction ? outermost(transaction.parentTransaction) : transaction;
}

/** PostgreSQL keeps no NUL in a text, and a lone surrogate is stored as another character than was hashed. */
function refuseUnstorable({ data: _, ...words }: LedgerLine): void {
  canonical(words);
  for (const [name, word] of Object.entries(words)) {
    if (word?.includes('\u0000')) {
      throw new InputError(`The ${name} of a ledger line has a NUL character in it`);
    }
  }
}

/** Field by field: a million of them are read when a chain is walked. */
function lineOf({ seq, at, kind, by, subject, request, text, data, previous, hash }: Row): ChainedLine {
  const line = { seq: Number(seq), at, kind, by, subject, text, data: dataOf(data), previous, hash };
  return request === null ? line : { ...line, request };
}

/** We wrote canonical JSON; what is none, somebody else wrote, and the line's hash says so. */
function dataOf(text: string): JsonObject {
  try {
    return JSON.parse(text);
  } catch {
    return { unreadable: text };
  }
}

function broken(kept: LedgerCheck, seq: number, why: string): LedgerCheck {
  return { ...kept, valid: false, entries: seq - 1, firstBroken: seq, why };
}

/** As the database writes times, so that they compare as text. */
function utc(time: string, laterMs = 0): string {
  const date = new Date(Date.parse(time) + laterMs);
  if (Number.isNaN(date.getTime())) {
    throw new InputError(`${JSON.stringify(time)} is no time`);
  }
  return date.toISOString();
}
