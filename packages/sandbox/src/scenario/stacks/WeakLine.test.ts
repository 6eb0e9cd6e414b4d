import { ManualClock } from '../../clock/ManualClock';
import { Faults, FAULTS, type FaultEffects } from '../../kubernetes/faults/Faults';
import { WeakLine } from './WeakLine';

it('is slow, and gone for two minutes in every ten', () => {
  const clock = new ManualClock();
  const effects = Object.fromEntries(FAULTS.map(fault => [fault, () => undefined]));
  const faults = new Faults(effects as FaultEffects);
  const line = new WeakLine(clock, faults);
  line.start();
  const minutes = Array.from({ length: 30 }, () => {
    clock.advance(60_000);
    return faults.get('hang') ? 'gone' : `${faults.get('slow')?.milliseconds} ms late`;
  });
  expect(minutes.filter(each => each === 'gone')).toHaveLength(6);
  expect(minutes.slice(5, 8)).toEqual(['gone', 'gone', '600 ms late']);
  expect(minutes.slice(15, 18)).toEqual(['gone', 'gone', '600 ms late']);
  faults.clear();
  line.stop();
  clock.advance(1_200_000);
  expect(faults.active()).toEqual([]);
});
