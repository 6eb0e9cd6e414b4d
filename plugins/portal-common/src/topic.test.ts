import fc from 'fast-check';
import { propertyRuns } from './__testUtils__/propertyRuns';
import { RowMap } from './RowMap';
import {
  applyDelta,
  frameSchemas,
  keptRows,
  rowsOfSnapshot,
  streamRequestSchema,
  type TopicData,
  topicId,
} from './topic';

describe('topics', () => {
  it('have one string each', () => {
    expect(topicId({ type: 'rollout', key: 'eks/shop/rollout/web' })).toBe('rollout:eks/shop/rollout/web');
  });

  it.each([
    [{ topics: [{ type: 'a', key: '' }] }, true],
    [{ topics: [{ type: 'a', key: 'x'.repeat(512) }] }, true],
    [{ topics: [] }, false],
    [{ topics: Array.from({ length: 65 }, () => ({ type: 'a', key: '' })) }, false],
    [{ topics: [{ type: '', key: '' }] }, false],
    [{ topics: [{ type: 'a', key: 'x'.repeat(513) }] }, false],
    [{ topics: [{ type: 'a' }] }, false],
    [{ topics: [{ type: 'a', key: '', more: 1 }] }, false],
    [{ topics: [{ type: 'a', key: '' }], more: 1 }, false],
    [undefined, false],
  ])('are asked for by a request that is right: %#', (request, right) => {
    expect(streamRequestSchema.safeParse(request).success).toBe(right);
  });

  it('are told of in frames that old pages read too', () => {
    const frame = { topic: 'a:', version: '1', data: {}, sources: [], added: 'later' };
    expect(frameSchemas.snapshot.parse(frame)).toEqual({ topic: 'a:', version: '1', data: {}, sources: [] });
  });
});

const clone = <T>(value: T): T => JSON.parse(JSON.stringify(value));
const rowsOf = (data: TopicData) => RowMap.of(Object.entries(data));
const dataOf = (rows: RowMap | undefined) => rows && Object.fromEntries(rows);

describe('applyDelta', () => {
  const held = { version: '1', rows: rowsOf({ a: 1, b: 2 }) };

  it('puts, changes and removes', () => {
    const delta = { base: '1', version: '2', upserts: { b: 3, c: 4 }, removals: ['a', 'x'] };
    const next = applyDelta(held, delta);
    expect([next?.version, dataOf(next?.rows)]).toEqual(['2', { b: 3, c: 4 }]);
    expect(dataOf(held.rows)).toEqual({ a: 1, b: 2 });
  });

  it('refuses a change of another version', () => {
    expect(applyDelta(held, { base: '0', version: '2', upserts: {}, removals: [] })).toBeUndefined();
  });

  it('keeps the object of every row that did not change, and the rows where none did', () => {
    const rows = rowsOf({ a: { n: [1, null] }, b: { n: 2 } });
    const delta = { base: '1', version: '2', upserts: { a: { n: [1, null] } }, removals: [] };
    expect(applyDelta({ version: '1', rows }, delta)?.rows).toBe(rows);
    const other = applyDelta(
      { version: '1', rows },
      { ...delta, upserts: { ...delta.upserts, b: { n: 3 } } },
    );
    expect(other?.rows.get('a')).toBe(rows.get('a'));
    expect(other?.rows.get('b')).toEqual({ n: 3 });
  });

  it('leads from any data to any other, with new objects only where the content differs', () => {
    const data = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(data, data, (before, after) => {
        const rows = rowsOf(clone(before));
        const removals = Object.keys(before).filter(key => !Object.hasOwn(after, key));
        const delta = { base: 'x', version: 'y', upserts: clone(after), removals };
        const applied = applyDelta({ version: 'x', rows }, delta);
        expect(dataOf(applied?.rows)).toEqual(clone(after));
        for (const [key, row] of applied?.rows ?? []) {
          const isSame = rows.has(key) && JSON.stringify(rows.get(key)) === JSON.stringify(row);
          expect(!isSame || Object.is(rows.get(key), row)).toBe(true);
        }
      }),
      propertyRuns(),
    );
  });
});

describe('rows of a snapshot', () => {
  it('are those held before where nothing is other than it was, and never hold what is gone', () => {
    const data = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(data, data, (before, after) => {
        const rows = rowsOf(clone(before));
        expect(dataOf(rowsOfSnapshot(clone(after), rows))).toEqual(clone(after));
        expect(rowsOfSnapshot(clone(before), rows)).toBe(rows);
      }),
      propertyRuns(),
    );
  });

  it('keep their objects although they come in parts', () => {
    const rows = rowsOf({ a: { n: 1 }, b: { n: 2 }, c: { n: 3 } });
    const begun = rowsOfSnapshot({ a: { n: 1 } }, rows);
    const rest = { base: '1', version: '1', upserts: { b: { n: 2 }, c: { n: 3 } }, removals: [] };
    const whole = applyDelta({ version: '1', rows: begun }, rest, rows);
    expect(keptRows(whole?.rows ?? begun, rows)).toBe(rows);
  });
});
