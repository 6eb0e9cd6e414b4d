import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import fc from 'fast-check';
import { type Settled, SettledRows } from './settle';

interface Named {
  name: string;
  state: string;
}
const makeRow = (name: string, state = 'healthy'): Named => ({ name, state });
const keyOf = ({ name }: Named) => name;

const a = makeRow('a');
const b = makeRow('b');
const c = makeRow('c');
const shown = (settled: Settled<Named>) => settled.rows.map(({ name }) => `${name} ${settled.fateOf(name)}`);

describe('rows that are held', () => {
  const held = SettledRows.anew({ sorted: [a, b], all: [a, b] }, keyOf);

  it('changes nothing when nothing changed', () => {
    const settled = held.then({ sorted: [a, b], all: [a, b] });
    expect(shown(settled)).toEqual(['a here', 'b here']);
    expect(settled.outOfDate).toBe(false);
  });

  it('shows new contents in the old places', () => {
    const waiting = makeRow('b', 'waiting');
    const settled = held.then({ sorted: [waiting, a], all: [a, waiting] });
    expect(settled.rows).toEqual([a, waiting]);
    expect(settled.outOfDate).toBe(true);
  });

  it('puts what is new at the end', () => {
    const settled = held.then({ sorted: [c, a, b], all: [a, b, c] });
    expect(shown(settled)).toEqual(['a here', 'b here', 'c here']);
    expect(settled.outOfDate).toBe(true);
  });

  it('is not out of date when what is new belongs at the end', () => {
    expect(held.then({ sorted: [a, b, c], all: [a, b, c] }).outOfDate).toBe(false);
  });

  it('keeps the place of a row that left the filter, and of one that is gone', () => {
    const settled = held.then({ sorted: [], all: [b] });
    expect(shown(settled)).toEqual(['a gone', 'b left']);
    expect(settled.outOfDate).toBe(true);
  });

  it('goes on showing what left the filter, until it is gone, and as here when it comes back', () => {
    const waiting = makeRow('b', 'waiting');
    const left = held.then({ sorted: [a], all: [a, waiting] });
    expect(left.rows).toEqual([a, waiting]);
    expect(shown(left)).toEqual(['a here', 'b left']);
    expect(shown(left.then({ sorted: [a], all: [a] }))).toEqual(['a here', 'b gone']);
    expect(shown(left.then({ sorted: [a, b], all: [a, b] }))).toEqual(['a here', 'b here']);
  });
});

it('settles anew in the order it is given', () => {
  expect(shown(SettledRows.anew({ sorted: [c, a], all: [a, b, c] }, keyOf))).toEqual(['c here', 'a here']);
});

it('shows everything that there is and was, each with its fate, whatever happens', () => {
  const world = fc.array(fc.tuple(fc.nat(11), fc.constantFrom('in', 'in', 'out', 'absent')), {
    maxLength: 4,
  });
  const property = fc.property(fc.array(world, { maxLength: 12 }), happenings => {
    let all = Array.from({ length: 8 }, (_, n) => makeRow(String(n).padStart(2, '0'), 'in'));
    const sorted = () => all.filter(({ state }) => state === 'in');
    let settled = SettledRows.anew({ sorted: sorted(), all }, keyOf);
    const ever = new Set(sorted().map(keyOf));
    for (const happens of happenings) {
      const changed = new Map(happens.map(([n, state]) => [String(n).padStart(2, '0'), state]));
      const others = all.filter(row => !changed.has(row.name));
      const come = [...changed].flatMap(([name, state]) =>
        state === 'absent' ? [] : [makeRow(name, state)],
      );
      all = [...others, ...come].sort((x, y) => (x.name < y.name ? -1 : 1));
      settled = settled.then({ sorted: sorted(), all });
      sorted().forEach(({ name }) => ever.add(name));
      const now = new Map(all.map(row => [row.name, row]));
      const fateOf = (name: string) => ({ in: 'here', out: 'left' })[now.get(name)?.state ?? ''] ?? 'gone';
      expect([...shown(settled)].sort()).toEqual([...ever].sort().map(name => `${name} ${fateOf(name)}`));
      settled.rows.forEach(row => expect(now.get(row.name) ?? row).toBe(row));
      const order = settled.rows.map(keyOf).join() === sorted().map(keyOf).join();
      expect(settled.outOfDate).toBe(!order);
    }
  });
  fc.assert(property, propertyRuns());
});
