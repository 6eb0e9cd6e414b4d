import { type Settled, Settler } from './settle';

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
const settler = new Settler(keyOf);
const shown = ({ rows }: Settled<Named>) => rows.map(({ row, fate }) => `${row.name} ${fate}`);

describe('rows that are held', () => {
  const held = settler.anew([a, b]).rows;

  it('changes nothing when nothing changed', () => {
    const settled = settler.held(held, [a, b], [a, b]);
    expect(shown(settled)).toEqual(['a here', 'b here']);
    expect(settled.outOfDate).toBe(false);
    expect(settled.rows[1]).toBe(held[1]);
  });

  it('shows new contents in the old places', () => {
    const waiting = makeWaitingRow({ name: 'b' });
    const settled = settler.held(held, [waiting, a], [a, waiting]);
    expect(settled.rows.map(({ row }) => row)).toEqual([a, waiting]);
    expect(settled.outOfDate).toBe(true);
  });

  it('puts what is new at the end', () => {
    const settled = settler.held(held, [c, a, b], [a, b, c]);
    expect(shown(settled)).toEqual(['a here', 'b here', 'c here']);
    expect(settled.outOfDate).toBe(true);
  });

  it('is not out of date when what is new belongs at the end', () => {
    expect(settler.held(held, [a, b, c], [a, b, c]).outOfDate).toBe(false);
  });

  it('keeps the place of a row that left the filter, and of one that is gone', () => {
    const settled = settler.held(held, [], [b]);
    expect(shown(settled)).toEqual(['a gone', 'b left']);
    expect(settled.outOfDate).toBe(true);
  });
});

it('settles anew in the order it is given', () => {
  expect(shown(settler.anew([c, a]))).toEqual(['c here', 'a here']);
});
