import fc from 'fast-check';
import { propertyRuns } from './__testUtils__/propertyRuns';
import { RowMap } from './RowMap';

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const change = fc.record({
  upserts: fc.array(fc.tuple(key, fc.nat(3)), { maxLength: 4 }),
  removals: fc.array(key, { maxLength: 3 }),
  compacts: fc.boolean(),
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** As a `Map` would be after it. */
function changed(before: ReadonlyMap<string, number>, { upserts, removals }: Change) {
  const after = new Map([...before, ...upserts]);
  removals.forEach(gone => after.delete(gone));
  return after;
}

describe('RowMap', () => {
  it('holds at every moment what a Map would, and goes on holding it', () => {
    const property = fc.property(fc.array(change, { maxLength: 20 }), changes => {
      let map = new Map<string, number>();
      let rows = RowMap.of<number>();
      const moments = changes.map(one => {
        map = changed(map, one);
        rows = rows.with(one.upserts, one.removals);
        rows = one.compacts ? RowMap.of(rows) : rows;
        return { map, rows };
      });
      for (const moment of moments) {
        expect(new Map(moment.rows)).toEqual(moment.map);
        expect(moment.rows.size).toBe(moment.map.size);
        expect([...moment.rows.list()].sort()).toEqual([...moment.map.values()].sort());
        ['a', 'b', 'c', 'x'].forEach(name => {
          expect(moment.rows.get(name)).toBe(moment.map.get(name));
          expect(moment.rows.has(name)).toBe(moment.map.has(name));
        });
      }
    });
    fc.assert(property, propertyRuns());
  });

  it('tells between any two moments what makes one of the other', () => {
    const property = fc.property(
      fc.array(change, { minLength: 1, maxLength: 12 }),
      fc.nat(),
      (changes, at) => {
        const moments = [RowMap.of<number>()];
        for (const one of changes) {
          const next = moments[moments.length - 1]!.with(one.upserts, one.removals);
          moments.push(one.compacts ? RowMap.of(next) : next);
        }
        const [from, to] = [moments[at % moments.length]!, moments[moments.length - 1]!];
        const differences = [...to.differencesFrom(from)];
        differences.forEach(({ key: name, was, is }) => {
          expect([was, is]).toEqual([from.get(name), to.get(name)]);
          expect(was).not.toBe(is);
        });
        const made = from.with(
          differences.flatMap(({ key: name, is }) => (is === undefined ? [] : [[name, is] as const])),
          differences.flatMap(({ key: name, is }) => (is === undefined ? [name] : [])),
        );
        expect(new Map(made)).toEqual(new Map(to));
      },
    );
    fc.assert(property, propertyRuns());
  });

  it('is the same object when nothing is other than before', () => {
    const rows = RowMap.of([['a', 1]]);
    expect(rows.with([['a', 1]], ['b'])).toBe(rows);
    expect(rows.list()).toBe(rows.list());
  });

  it('lets go of places that stand empty', () => {
    const keys = Array.from({ length: 200 }, (_, n) => String(n));
    const rows = RowMap.of(keys.map(name => [name, 1] as const)).with([], keys.slice(20));
    expect(rows.compact()).not.toBe(rows);
    expect(new Map(rows.compact())).toEqual(new Map(rows));
  });
});
