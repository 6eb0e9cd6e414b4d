import { ManualClock } from '../clock/ManualClock';
import { Agenda } from './Agenda';

it('does what is planned in order, and says what comes next and what was', () => {
  const clock = new ManualClock();
  const agenda = new Agenda(clock);
  agenda.plan(48, 'image push to checkout', () => 'Image v1.8.3 was pushed to checkout.');
  agenda.plan(10, 'a look', () => undefined);
  expect(agenda.next()).toEqual({ at: '2026-11-21T09:00:10.000Z', inSeconds: 10, text: 'a look' });
  clock.advance(10_000);
  expect(agenda.log).toEqual([]);
  expect(agenda.next(4)).toMatchObject({ inSeconds: 9.5, text: 'image push to checkout' });
  clock.advance(38_000);
  expect(agenda.next()).toBeUndefined();
  expect(agenda.log).toEqual([
    { at: '2026-11-21T09:00:48.000Z', text: 'Image v1.8.3 was pushed to checkout.' },
  ]);
});

it('goes on after a failure, and forgets everything when it is cleared', () => {
  const clock = new ManualClock();
  const agenda = new Agenda(clock);
  agenda.plan(1, 'image push to cart', () => {
    throw new RangeError('no such rollout');
  });
  agenda.plan(2, 'image push to search', () => 'done');
  clock.advance(1_000);
  expect(agenda.log).toMatchObject([{ text: 'image push to cart failed: no such rollout' }]);
  agenda.clear();
  clock.advance(5_000);
  expect(agenda.log).toHaveLength(1);
});
