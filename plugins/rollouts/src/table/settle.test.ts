import { type RolloutRow, rolloutKey } from '@greenroom/plugin-rollouts-common';
import { makeRow, makeWaitingRow } from '../__testUtils__/rollouts';
import { settleAnew, type Settled, settleHeld } from './settle';

const a = makeRow({ name: 'a' });
const b = makeRow({ name: 'b' });
const c = makeRow({ name: 'c' });
const known = (...rows: RolloutRow[]) => new Map(rows.map(row => [rolloutKey(row), row]));
const shown = ({ rows }: Settled<RolloutRow>) => rows.map(({ row, fate }) => `${row.name} ${fate}`);

describe('settleHeld', () => {
  const held = settleAnew([a, b], rolloutKey).rows;

  it('changes nothing when nothing changed', () => {
    const settled = settleHeld(held, [a, b], known(a, b), rolloutKey);
    expect(shown(settled)).toEqual(['a here', 'b here']);
    expect(settled.outOfDate).toBe(false);
  });

  it('shows new contents in the old places', () => {
    const waiting = makeWaitingRow({ name: 'b' });
    const settled = settleHeld(held, [waiting, a], known(a, waiting), rolloutKey);
    expect(settled.rows.map(({ row }) => row)).toEqual([a, waiting]);
    expect(settled.outOfDate).toBe(true);
  });

  it('puts what is new at the end', () => {
    const settled = settleHeld(held, [c, a, b], known(a, b, c), rolloutKey);
    expect(shown(settled)).toEqual(['a here', 'b here', 'c here']);
    expect(settled.outOfDate).toBe(true);
  });

  it('is not out of date when what is new belongs at the end', () => {
    expect(settleHeld(held, [a, b, c], known(a, b, c), rolloutKey).outOfDate).toBe(false);
  });

  it('keeps the place of a row that left the filter, and of one that is gone', () => {
    const settled = settleHeld(held, [], known(b), rolloutKey);
    expect(shown(settled)).toEqual(['a gone', 'b left']);
    expect(settled.outOfDate).toBe(true);
  });
});

it('settles anew in the order it is given', () => {
  expect(shown(settleAnew([c, a], rolloutKey))).toEqual(['c here', 'a here']);
});
