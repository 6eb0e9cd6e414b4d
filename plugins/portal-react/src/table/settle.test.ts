import { settleAnew, type Settled, settleHeld } from './settle';

interface Named {
  name: string;
  state: string;
}
const makeRow = ({ name }: { name: string }): Named => ({ name, state: 'healthy' });
const makeWaitingRow = ({ name }: { name: string }): Named => ({ name, state: 'waiting' });
const keyOf = ({ name }: Named) => name;

const a = makeRow({ name: 'a' });
const b = makeRow({ name: 'b' });
const c = makeRow({ name: 'c' });
const known = (...rows: Named[]) => new Map(rows.map(row => [keyOf(row), row]));
const shown = ({ rows }: Settled<Named>) => rows.map(({ row, fate }) => `${row.name} ${fate}`);

describe('settleHeld', () => {
  const held = settleAnew([a, b], keyOf).rows;

  it('changes nothing when nothing changed', () => {
    const settled = settleHeld(held, [a, b], known(a, b), keyOf);
    expect(shown(settled)).toEqual(['a here', 'b here']);
    expect(settled.outOfDate).toBe(false);
  });

  it('shows new contents in the old places', () => {
    const waiting = makeWaitingRow({ name: 'b' });
    const settled = settleHeld(held, [waiting, a], known(a, waiting), keyOf);
    expect(settled.rows.map(({ row }) => row)).toEqual([a, waiting]);
    expect(settled.outOfDate).toBe(true);
  });

  it('puts what is new at the end', () => {
    const settled = settleHeld(held, [c, a, b], known(a, b, c), keyOf);
    expect(shown(settled)).toEqual(['a here', 'b here', 'c here']);
    expect(settled.outOfDate).toBe(true);
  });

  it('is not out of date when what is new belongs at the end', () => {
    expect(settleHeld(held, [a, b, c], known(a, b, c), keyOf).outOfDate).toBe(false);
  });

  it('keeps the place of a row that left the filter, and of one that is gone', () => {
    const settled = settleHeld(held, [], known(b), keyOf);
    expect(shown(settled)).toEqual(['a gone', 'b left']);
    expect(settled.outOfDate).toBe(true);
  });
});

it('settles anew in the order it is given', () => {
  expect(shown(settleAnew([c, a], keyOf))).toEqual(['c here', 'a here']);
});
