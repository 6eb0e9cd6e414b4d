import fc from 'fast-check';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { changeRows, keepRows } from './keepRows';

const clone = <T>(value: T): T => JSON.parse(JSON.stringify(value));

describe('keepRows', () => {
  it('keeps the object of every row that did not change', () => {
    const held = keepRows(undefined, { a: { n: 1 }, b: { n: 2 } });
    const next = keepRows(held, { a: { n: 1 }, b: { n: 3 } });

    expect(next.get('a')).toBe(held.get('a'));
    expect(next.get('b')).toEqual({ n: 3 });
  });

  it('keeps the map where nothing changed, and not where a row went', () => {
    const held = keepRows(undefined, { a: { n: [1, null] }, b: {} });

    expect(keepRows(held, { a: { n: [1, null] }, b: {} })).toBe(held);
    expect(keepRows(held, { a: { n: [1, null] } })).not.toBe(held);
  });

  it('always holds exactly the data, and new objects only where content differs', () => {
    const data = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(data, data, (before, after) => {
        const held = keepRows(undefined, clone(before));
        const rows = keepRows(held, clone(after));

        expect(Object.fromEntries(rows)).toEqual(clone(after));
        for (const [key, row] of rows) {
          const same = held.has(key) && JSON.stringify(held.get(key)) === JSON.stringify(row);
          expect(!same || Object.is(held.get(key), row)).toBe(true);
        }
      }),
      propertyRuns(),
    );
  });
});

describe('changeRows', () => {
  const held = keepRows(undefined, { a: { n: 1 }, b: { n: 2 }, c: { n: 3 } });

  it('changes what differs, adds and takes away, and leaves every other object', () => {
    const rows = changeRows(held, { upserts: { a: { n: 1 }, b: { n: 9 }, d: {} }, removals: ['c', 'x'] });
    expect(Object.fromEntries(rows)).toEqual({ a: { n: 1 }, b: { n: 9 }, d: {} });
    expect(rows.get('a')).toBe(held.get('a'));
    expect(held.size).toBe(3);
  });

  it('is the map itself when nothing differs', () => {
    expect(changeRows(held, { upserts: { a: { n: 1 } }, removals: ['x'] })).toBe(held);
  });
});
