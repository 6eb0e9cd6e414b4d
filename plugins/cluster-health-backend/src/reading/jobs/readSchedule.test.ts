import recorded from '../__fixtures__/schedules.json';
import { readSchedule } from './readSchedule';

describe('readSchedule, as the library of the CronJob controller does', () => {
  it.each(recorded.runs)('reads $schedule', ({ schedule }) => {
    expect(readSchedule(schedule)).toHaveProperty('minute');
  });

  it.each(recorded.every)('$schedule is every $everySeconds seconds', ({ schedule, everySeconds }) => {
    expect(readSchedule(schedule)).toEqual({ everySeconds });
  });

  it.each(recorded.refused)('does not read %j', written => {
    expect(readSchedule(written)).toBeUndefined();
  });

  // A kube-apiserver 1.34.4 was asked for these.
  it.each(['1,, * * * *', '*/7 1-5/2 * * mon,FRI', '  0 1 * * *', '@every 0'])('reads %j', written => {
    expect(readSchedule(written)).toBeDefined();
  });

  it.each(['', ' @daily', '@every ', '@every -', '@every 5', '@every 1h ', 'a b c d e', '0 0 * * 5-7'])(
    'does not read %j',
    written => {
      expect(readSchedule(written)).toBeUndefined();
    },
  );

  // The library falls over these, so that no server can hold them.
  it.each(['TZ=Europe/Paris', 'TZ='])('does not read %j', written => {
    expect(readSchedule(written)).toBeUndefined();
  });
});
