import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import { eachDatabase } from '../__testUtils__/eachDatabase';
import { makeLine, withoutTriggers } from '../__testUtils__/ledgerLines';
import { exportLine, genesis } from './chain';
import { DatabaseLedger } from './DatabaseLedger';
import type { LedgerLine, LedgerQuery } from './Ledger';
import { ledgerIndexes, ledgerTables } from './ledgerTables';
import { verifyExport } from './verifyExport';

eachDatabase((_engine, open) => {
  let knex: Knex;
  let ledger: DatabaseLedger;
  const append = (line: LedgerLine = makeLine(), on = knex) =>
    on.transaction(transaction =>
      new DatabaseLedger({ database: on, chain: 'rollouts' }).append(transaction, line),
    );
  const fill = async (count: number) => {
    for (let index = 1; index <= count; index += 1) {
      await append(
        makeLine({ text: `line ${index}`, subject: `rollout-${index % 2}`, request: `r-${index}` }),
      );
    }
  };

  beforeEach(async () => {
    knex = await open();
    await ledgerTables.up(knex, 'rollouts');
    await ledgerIndexes.up(knex, 'rollouts');
    ledger = new DatabaseLedger({ database: knex, chain: 'rollouts' });
  });

  it('begins each chain with another genesis', async () => {
    expect(await ledger.head()).toEqual({ seq: 0, hash: genesis('rollouts') });
    expect(genesis('rollouts')).not.toBe(genesis('vault'));
    expect(await ledger.verify()).toEqual({ valid: true, entries: 0, head: genesis('rollouts') });
  });

  it('gives what it recorded back, by the clock of the database', async () => {
    const before = Date.now();
    const line = makeLine({ request: undefined, data: { z: [1.5, -0, 'ü\u0000😀'], a: { nested: null } } });
    const first = await append(line);
    expect(first).toMatchObject({ kind: 'vote', data: line.data, seq: 1, previous: genesis('rollouts') });
    expect(first).not.toHaveProperty('request');
    expect(Math.abs(Date.parse(first.at) - before)).toBeLessThan(10_000);
    expect(first.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const second = await append();
    expect(second).toMatchObject({ seq: 2, previous: first.hash });
    const read = await ledger.lines({ limit: 10 });
    expect(read.map(exportLine)).toEqual([second, first].map(exportLine));
    expect(await ledger.verify()).toEqual({ valid: true, entries: 2, head: second.hash });
  });

  it('lists the newest first, by subject, kind, request, time and page', async () => {
    await fill(6);
    const seqs = async (query: Parameters<typeof ledger.lines>[0]) =>
      (await ledger.lines(query)).map(({ seq }) => seq);
    expect(await seqs({ limit: 4 })).toEqual([6, 5, 4, 3]);
    expect(await seqs({ limit: 4, beforeSeq: 3 })).toEqual([2, 1]);
    expect(await seqs({ limit: 9, subjects: ['rollout-1', 'rollout-9'] })).toEqual([5, 3, 1]);
    expect(await seqs({ limit: 9, subjects: [] })).toEqual([]);
    const many = Array.from({ length: 70_000 }, (_, index) => `rollout-${index}`);
    expect(await seqs({ limit: 9, subjects: many })).toEqual([6, 5, 4, 3, 2, 1]);
    expect(await seqs({ limit: 9, kind: 'vote' })).toEqual(await seqs({ limit: 9 }));
    expect(await seqs({ limit: 9, kind: 'live-without-request' })).toEqual([]);
    expect(await seqs({ limit: 9, request: 'r-2' })).toEqual([2]);
    expect(await seqs({ limit: 9, since: '2020-01-01T01:00:00+01:00' })).toHaveLength(6);
    expect(await seqs({ limit: 9, since: '2099-01-01T00:00:00Z' })).toEqual([]);
    await expect(ledger.lines({ limit: 1, since: 'yesterday' })).rejects.toThrow(InputError);
  });

  it('keeps no line of a transaction that was rolled back, nor of a savepoint', async () => {
    await append();
    const failing = knex.transaction(async transaction => {
      await ledger.append(transaction, makeLine({ text: 'never' }));
      throw new RangeError('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await knex.transaction(async transaction => {
      await transaction
        .transaction(async inner => {
          await ledger.append(inner, makeLine({ text: 'nor this' }));
          throw new RangeError('not this part');
        })
        .catch(() => {});
      await ledger.append(transaction, makeLine({ text: 'but this' }));
    });
    const lines = await ledger.lines({ limit: 9 });
    expect(lines.map(({ text }) => text)).toEqual(['but this', 'ada approves web']);
    expect(await ledger.verify()).toMatchObject({ valid: true, entries: 2 });
  });

  it('makes one chain of fifty appends at once, from two replicas', async () => {
    const replica = await open(knex);
    const texts = Array.from({ length: 50 }, (_, index) => `line ${index}`);
    const all = await Promise.all(
      texts.map((text, index) => append(makeLine({ text }), index % 2 === 0 ? knex : replica)),
    );
    expect(all.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(texts.map((_, index) => index + 1));
    expect((await ledger.lines({ limit: 99 })).map(({ text }) => text).sort()).toEqual([...texts].sort());
    expect(await ledger.verify()).toMatchObject({ valid: true, entries: 50 });
  });

  it('tells that something was appended after it was committed, and only then', async () => {
    let told = 0;
    const telling = new DatabaseLedger({ database: knex, chain: 'rollouts', onAppended: () => (told += 1) });
    await knex.transaction(async transaction => {
      await transaction.transaction(inner => telling.append(inner, makeLine()));
      expect(told).toBe(0);
    });
    await Promise.resolve();
    expect(told).toBe(1);
    await knex
      .transaction(async transaction => {
        await telling.append(transaction, makeLine());
        throw new RangeError('no');
      })
      .catch(() => {});
    expect(told).toBe(1);
  });

  it.each([
    ['a NUL', makeLine({ text: 'a\u0000b' })],
    ['half a character', makeLine({ text: 'a\ud800' })],
    ['half a character in the data', makeLine({ data: { a: ['\udc00'] } })],
    ['a number that is none', makeLine({ data: { a: NaN } })],
  ])('refuses %s', async (_what, line) => {
    await expect(append(line)).rejects.toThrow(InputError);
    expect(await ledger.head()).toMatchObject({ seq: 0 });
  });

  it('is refused by the database to be changed, cut or continued otherwise', async () => {
    await fill(3);
    const lines = () => knex('rollouts_ledger');
    const head = () => knex('rollouts_ledger_head');
    await expect(lines().where({ seq: 2 }).update({ text: 'other' })).rejects.toThrow(/only ever appended/);
    await expect(lines().where({ seq: 3 }).delete()).rejects.toThrow(/only ever appended/);
    await expect(head().delete()).rejects.toThrow(/only ever appended/);
    await expect(head().update({ hash: 'f'.repeat(64) })).rejects.toThrow(/only ever appended/);
    await expect(head().update({ seq: 1 })).rejects.toThrow(/only ever appended/);
    await expect(head().insert({ seq: 9, hash: 'f' })).rejects.toThrow(/only ever appended/);
    const row = await lines().where({ seq: 3 }).first();
    await expect(lines().insert({ ...row, seq: 4 })).rejects.toThrow(/does not continue/);
    await expect(lines().insert({ ...row, seq: 5, previous: row.hash })).rejects.toThrow(/does not continue/);
    await expect(lines().truncate()).rejects.toThrow(/only ever appended/);
    expect(await ledger.verify()).toMatchObject({ valid: true, entries: 3 });
  });

  it.each([
    ['an edited line', 3, (rows: Knex.QueryBuilder) => rows.where({ seq: 3 }).update({ text: 'other' })],
    ['edited data', 3, (rows: Knex.QueryBuilder) => rows.where({ seq: 3 }).update({ data: '{"a":1e999}' })],
    ['data that is no JSON', 3, (rows: Knex.QueryBuilder) => rows.where({ seq: 3 }).update({ data: '{' })],
    ['another author', 1, (rows: Knex.QueryBuilder) => rows.where({ seq: 1 }).update({ by: 'portal' })],
    ['another time', 5, (rows: Knex.QueryBuilder) => rows.where({ seq: 5 }).update({ at: '2020' })],
    ['a line taken out', 2, (rows: Knex.QueryBuilder) => rows.where({ seq: 2 }).delete()],
    ['a line cut off', 5, (rows: Knex.QueryBuilder) => rows.where({ seq: 5 }).delete()],
    ['nothing left', 1, (rows: Knex.QueryBuilder) => rows.delete()],
    ['a line before the first', 1, (rows: Knex.QueryBuilder) => rows.where({ seq: 3 }).update({ seq: 0 })],
    ['a line after the last', 3, (rows: Knex.QueryBuilder) => rows.where({ seq: 3 }).update({ seq: 6 })],
  ])('finds %s', async (_what, firstBroken, change) => {
    await fill(5);
    await withoutTriggers(knex, 'rollouts_ledger', () => change(knex('rollouts_ledger')));
    expect(await ledger.verify()).toMatchObject({ valid: false, firstBroken, why: expect.any(String) });
  });

  it('finds a line that was put after the head', async () => {
    await fill(2);
    const row = await knex('rollouts_ledger').where({ seq: 2 }).first();
    await withoutTriggers(knex, 'rollouts_ledger', () => knex('rollouts_ledger').insert({ ...row, seq: 3 }));
    expect(await ledger.verify()).toMatchObject({ valid: false, entries: 2, firstBroken: 3 });
  });

  it('finds a chain made anew, or cut off with its head, only by a head that was kept elsewhere', async () => {
    await fill(4);
    const kept = await ledger.head();
    await ledgerTables.down(knex, 'rollouts');
    await ledgerTables.up(knex, 'rollouts');
    await fill(3);
    expect(await ledger.verify()).toMatchObject({ valid: true, entries: 3 });
    expect(await ledger.verify(kept)).toMatchObject({ valid: false, firstBroken: 4, entries: 3 });
    await fill(3);
    expect(await ledger.verify(kept)).toMatchObject({ valid: false, firstBroken: 4, entries: 3 });
    expect(await ledger.verify(await ledger.head())).toMatchObject({ valid: true, entries: 6 });
  });

  it('exports itself for the offline check', async () => {
    await fill(5);
    const expected = { chain: 'rollouts', anchor: await ledger.head() };
    const lines: string[] = [];
    for await (const line of ledger.export()) {
      lines.push(line);
    }
    expect(verifyExport(lines, expected)).toMatchObject({ valid: true, entries: 5 });
  });

  it('walks no further than what is asked for, whatever the clock of the database did', async () => {
    await fill(1);
    const first = await knex('rollouts_ledger').first();
    const rows = Array.from({ length: 3_000 }, (_, index) => ({
      ...first,
      seq: index + 2,
      at: new Date(Date.UTC(2026, 0, 1) + index * 3_600_000).toISOString(),
      kind: index % 100 === 0 ? 'rare' : 'vote',
    }));
    // An hour ahead, and put right again.
    rows[2_990] = { ...rows[2_990], at: rows[2_996]?.at };
    await withoutTriggers(knex, 'rollouts_ledger', () => knex.batchInsert('rollouts_ledger', rows, 50));
    const since = rows[2_995]?.at;
    const seqs = async (query: Omit<LedgerQuery, 'limit'>) =>
      (await ledger.lines({ ...query, limit: 99 })).map(({ seq }) => seq);
    expect(await seqs({ since })).toEqual([3001, 3000, 2999, 2998, 2997, 2992]);
    expect(await seqs({ since: '2026-01-01T00:00:00Z', kind: 'rare' })).toHaveLength(30);
    expect(await seqs({ since, kind: 'rare' })).toEqual([]);
    await ledgerIndexes.down(knex, 'rollouts');
    expect(await seqs({ since, kind: 'vote' })).toEqual([3001, 3000, 2999, 2998, 2997, 2992]);
  });

  it('goes away with its rows, and comes back empty', async () => {
    await fill(2);
    await ledgerTables.down(knex, 'rollouts');
    expect(await knex.schema.hasTable('rollouts_ledger')).toBe(false);
    await ledgerTables.up(knex, 'rollouts');
    expect(await ledger.head()).toMatchObject({ seq: 0 });
  });

  it('stands beside another chain', async () => {
    await ledgerTables.up(knex, 'vault');
    await fill(2);
    const other = new DatabaseLedger({ database: knex, chain: 'vault' });
    expect(await other.head()).toMatchObject({ seq: 0 });
    await ledgerTables.down(knex, 'vault');
    expect(await ledger.verify()).toMatchObject({ valid: true, entries: 2 });
  });
});
