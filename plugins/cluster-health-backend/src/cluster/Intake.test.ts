import { Intake } from './Intake';

const never = () => false;
const always = () => true;

it('takes in what came in the order in which it came, one more each time it is late', () => {
  const intake = new Intake();
  const taken: string[] = [];
  const take = (item: string) => void taken.push(item);
  intake.add(['a', 'b'], take);
  intake.add([], take);
  intake.add(['c'], take);
  expect(intake.drain(always)).toBe(false);
  expect(taken).toEqual(['a']);
  intake.add(['d'], take);
  expect(intake.drain(always)).toBe(false);
  expect(taken).toEqual(['a', 'b']);
  expect(intake.drain(never)).toBe(true);
  expect(taken).toEqual(['a', 'b', 'c', 'd']);
  expect(intake.drain(always)).toBe(true);
});

it('what is taken in may bring more', () => {
  const intake = new Intake();
  const taken: number[] = [];
  const take = (item: number) => {
    taken.push(item);
    if (item < 3) {
      intake.add([item + 1], take);
    }
  };
  intake.add([1], take);
  expect(intake.drain(never)).toBe(true);
  expect(taken).toEqual([1, 2, 3]);
});

it('of rows that change while they wait, the last is what is taken', () => {
  const intake = new Intake();
  const rows = new Map([
    ['a', 1],
    ['b', 1],
  ]);
  const taken: [string, number][] = [];
  intake.add(rows, entry => taken.push(entry));
  intake.drain(always);
  rows.set('b', 2).set('c', 3);
  intake.drain(never);
  expect(taken).toEqual([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ]);
});
