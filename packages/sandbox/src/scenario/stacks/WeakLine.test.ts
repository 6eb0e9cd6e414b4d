import { ManualClock } from '../../clock/ManualClock';
import type { Fault } from '../../kubernetes/faults/Faults';
import { WeakLine } from './WeakLine';

it('is slow, and gone for two minutes in every ten', () => {
  const clock = new ManualClock();
  const active = new Map<string, Fault>();
  const inject = (fault: Fault) => {
    active.set(fault.fault, fault);
    return () => void active.delete(fault.fault);
  };
  const line = new WeakLine(clock, { inject });
  line.start();
  const minutes = Array.from({ length: 30 }, () => {
    clock.advance(60_000);
    return active.has('hang') ? 'gone' : `${active.get('slow')?.milliseconds} ms late`;
  });
  expect(minutes.filter(each => each === 'gone')).toHaveLength(6);
  expect(minutes.slice(5, 8)).toEqual(['gone', 'gone', '600 ms late']);
  expect(minutes.slice(15, 18)).toEqual(['gone', 'gone', '600 ms late']);
  active.clear();
  line.stop();
  clock.advance(1_200_000);
  expect(active.size).toBe(0);
});
