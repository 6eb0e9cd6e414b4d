import { ConflictError } from '@backstage/errors';
import { databaseNow, type Ledger, type LedgerLine } from '@greenroom/plugin-portal-node';
import type { Knex } from 'knex';
import type {
  Created,
  Draft,
  KnownVersion,
  LiveRevisions,
  SeenLive,
  MakeDraft,
  PromotionStore,
  Read,
  RequestQuery,
  SavedChange,
  StoredRequest,
} from './PromotionStore';
import {
  isFinished,
  liveRow,
  nowRowSchema,
  readLiveRow,
  readRequestRow,
  readVersion,
  readVoteRows,
  requestRow,
  voteRows,
} from './requestRow';

const REQUESTS = 'promotion_requests';
const VOTES = 'promotion_votes';
const LIVE = 'live_revisions';

/** Ids asked for at once: databases bound the parameters of a statement. */
const CHUNK = 500;

/** Requests in SQLite or Postgres. Only SQL that both have, but for the clock. */
export class DatabasePromotionStore implements PromotionStore {
  readonly #knex: Knex;
  readonly #ledger: Ledger;
  readonly #nowSql: () => string;

  /** @param nowSql - SQL for milliseconds since 1970; a test may have another clock in the database */
  constructor(knex: Knex, ledger: Ledger, nowSql = () => databaseNow(knex)) {
    this.#knex = knex;
    this.#ledger = ledger;
    this.#nowSql = nowSql;
  }

  async read(id: string): Promise<Read | undefined> {
    const now = this.#knex.raw(`${this.#nowSql()} as now`);
    const [row] = await this.#knex(REQUESTS).select('*', now).where({ id });
    if (!row) {
      return undefined;
    }
    const [stored] = await this.#withVotes([row]);
    return stored && { stored, now: nowRowSchema.parse(row).now };
  }

  async now(): Promise<number> {
    const [row] = await this.#knex.select(this.#knex.raw(`${this.#nowSql()} as now`));
    return nowRowSchema.parse(row).now;
  }

  async create(make: MakeDraft, options: { once?: boolean } = {}): Promise<Created> {
    const [only] = await this.createAll([make], options);
    if (!only) {
      throw new ConflictError('a request that was made is not there');
    }
    return only;
  }

  async createAll(
    makes: readonly MakeDraft[],
    { once = false }: { once?: boolean } = {},
  ): Promise<Created[]> {
    const now = await this.now();
    const drafts = makes.map(make => make(now));
    const made = new Set<Draft>();
    await this.#knex.transaction(async transaction => {
      for (const draft of drafts) {
        if (await this.#insert(transaction, draft, { now, once })) {
          made.add(draft);
        }
      }
    });
    const answers: Created[] = [];
    for (const draft of drafts) {
      const { request } = draft;
      const execution = { fence: 0 };
      const created = made.has(draft);
      const stored = created
        ? { request, execution, version: 1 }
        : await this.#ofSamePause(requestRow({ request, execution }), once);
      answers.push({ stored, now, created });
    }
    return answers;
  }

  async #insert(
    transaction: Knex.Transaction,
    { request, lines }: Draft,
    { now, once }: { now: number; once: boolean },
  ): Promise<boolean> {
    const row = requestRow({ request, execution: { fence: 0 } });
    const times = { created_at: Date.parse(request.createdAt), updated_at: now };
    // Conflict is asked of no column: the index that can be violated is a partial one.
    const inserted = await transaction(REQUESTS)
      .insert({ ...row, ...times, version: 1 })
      .onConflict()
      .ignore()
      .returning('id');
    if (inserted.length === 0) {
      return false;
    }
    // Written first and looked at then, so that SQLite has its lock before it reads.
    if (once && (await samePause(transaction, row).whereNot({ id: row.id })).length > 0) {
      await transaction(REQUESTS).where({ id: row.id }).delete();
      return false;
    }
    await this.#append(transaction, lines);
    return true;
  }

  async save({ next, lines }: SavedChange): Promise<boolean> {
    const { id } = next.request;
    const now = this.#knex.raw(this.#nowSql());
    return this.#knex.transaction(async transaction => {
      const changed = await transaction(REQUESTS)
        .where({ id, version: next.version })
        .update({
          ...requestRow(next),
          version: next.version + 1,
          updated_at: now,
          ended_at: isFinished(next.request) ? transaction.raw('coalesce(ended_at, ?)', [now]) : null,
        });
      if (changed === 0) {
        return false;
      }
      const votes = voteRows(next.request);
      if (votes.length > 0) {
        await transaction(VOTES).insert(votes).onConflict(['request', 'person']).merge();
      }
      await this.#append(transaction, lines);
      return true;
    });
  }

  async open(): Promise<KnownVersion[]> {
    const open = this.#knex(REQUESTS).whereNull('ended_at').orWhere({ unacknowledged: true });
    return (await open.select('id', 'version')).map(readVersion);
  }

  async changedSince(moment: number) {
    const now = await this.now();
    const rows = await this.#knex(REQUESTS).where('updated_at', '>=', moment).select('id', 'version');
    return { changed: rows.map(readVersion), now };
  }

  async readAll(ids: readonly string[]): Promise<StoredRequest[]> {
    const stored: StoredRequest[] = [];
    for (let from = 0; from < ids.length; from += CHUNK) {
      const rows = await this.#knex(REQUESTS).whereIn('id', ids.slice(from, from + CHUNK));
      stored.push(...(await this.#withVotes(rows)));
    }
    return stored;
  }

  async list(query: RequestQuery): Promise<StoredRequest[]> {
    const rows = await select(this.#knex, query);
    return this.#withVotes(rows);
  }

  async lastSeen(rollout: string): Promise<SeenLive | undefined> {
    const [row] = await this.#knex(LIVE).where({ rollout });
    return row && readLiveRow(row);
  }

  async meet(live: readonly LiveRevisions[]): Promise<SeenLive[]> {
    const met = await this.#knex(LIVE)
      .insert(live.map(one => this.#seenNow(one)))
      .onConflict('rollout')
      .ignore()
      .returning<{ rollout: string }[]>('rollout');
    const isMet = new Set(met.map(({ rollout }) => rollout));
    const others = live.flatMap(({ rollout }) => (isMet.has(rollout) ? [] : [rollout]));
    return (await this.#knex(LIVE).whereIn('rollout', others)).map(readLiveRow);
  }

  async remember(
    live: LiveRevisions,
    before: LiveRevisions | undefined,
    lines: readonly LedgerLine[],
  ): Promise<boolean> {
    return this.#knex.transaction(async transaction => {
      const done = before
        ? await transaction(LIVE).where(liveRow(before)).update(this.#seenNow(live))
        : await transaction(LIVE)
            .insert(this.#seenNow(live))
            .onConflict('rollout')
            .ignore()
            .returning('rollout');
      const changed = Array.isArray(done) ? done.length > 0 : done > 0;
      if (changed) {
        await this.#append(transaction, lines);
      }
      return changed;
    });
  }

  #seenNow(live: LiveRevisions) {
    return { ...liveRow(live), since: this.#knex.raw(this.#nowSql()) };
  }

  async #append(transaction: Knex.Transaction, lines: readonly LedgerLine[]) {
    for (const line of lines) {
      await this.#ledger.append(transaction, line);
    }
  }

  async #ofSamePause(row: SamePause, ended: boolean): Promise<StoredRequest> {
    const all = samePause(this.#knex, row).orderBy('created_at', 'desc').limit(1);
    const rows = await (ended ? all : all.whereNull('ended_at'));
    const [stored] = await this.#withVotes(rows);
    if (!stored) {
      throw new ConflictError('the open request of this pause ended at this moment: ask again');
    }
    return stored;
  }

  async #withVotes(rows: readonly { id: string }[]): Promise<StoredRequest[]> {
    const found: unknown[] = [];
    for (let from = 0; from < rows.length; from += CHUNK) {
      const ids = rows.slice(from, from + CHUNK).map(({ id }) => id);
      found.push(...(await this.#knex(VOTES).whereIn('request', ids).orderBy('position')));
    }
    const votes = readVoteRows(found);
    return rows.map(row => readRequestRow(row, votes.get(row.id) ?? []));
  }
}

type SamePause = Pick<
  ReturnType<typeof requestRow>,
  'cluster' | 'uid' | 'revision' | 'pause_started_at' | 'kind'
>;

function samePause(knex: Knex, { cluster, uid, revision, pause_started_at, kind }: SamePause) {
  return knex(REQUESTS).where({ cluster, uid, revision, pause_started_at, kind });
}

function select(knex: Knex, query: RequestQuery) {
  const { states, rollouts, places, entityRef, uid, revision, before } = query;
  const equal = { entity_ref: entityRef, uid, revision };
  const wanted = Object.entries(equal).filter(([, value]) => value !== undefined);
  const rows = knex(REQUESTS).where(Object.fromEntries(wanted));
  for (const [column, values] of Object.entries({ state: states, rollout: rollouts, place: places })) {
    if (values) {
      void rows.whereIn(column, [...values]);
    }
  }
  if (before) {
    void rows.whereRaw('(created_at, id) < (?, ?)', [Date.parse(before.createdAt), before.id]);
  }
  return rows.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(query.limit);
}
