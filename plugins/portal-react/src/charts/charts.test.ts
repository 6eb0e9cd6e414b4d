import { describeChart } from './describe';
import { keyAct } from './keys';
import { stepsOf, valueRange } from './scale';
import { SharedAxis } from './SharedAxis';

const at = (time: string) => Date.parse(`2026-11-21T${time}:00`) / 1000;
const window = { from: at('07:00'), to: at('10:00') };
const now = new Date('2026-11-21T10:00:00');
const times = [at('07:00'), at('08:00'), at('09:00'), at('10:00')];

describe('a chart in words', () => {
  const chart = {
    title: 'CPU',
    lines: [{ key: 'w', label: 'writer', at: times, values: [30, null, 93, 31], periodSeconds: 3600 }],
    marks: [{ id: '1', at: at('08:12'), kind: 'failover' as const, word: 'failover', text: '' }],
    words: (value: number) => `${value} %`,
    threshold: 90,
  };

  it('says how it is, its ends, its gaps, its limit and what happened', () => {
    expect(describeChart(chart, window, now)).toBe(
      'CPU from 07:00 to 10:00. now 31 %, lowest 30 %, highest 93 % at 09:00, 1 gap without data. The limit is 90 %. failover at 08:12.',
    );
  });

  it('says since when there is no value, and does not take the last for how it is now', () => {
    const old = chart.lines.map(line => ({ ...line, values: [30, 31, null, null], periodSeconds: 60 }));
    expect(describeChart({ ...chart, lines: old }, window, now)).toContain('no value since 08:00, lowest');
  });

  it('says so when nothing is known, and never 0', () => {
    const nothing = chart.lines.map(line => ({ ...line, values: [null, null, null, null] }));
    expect(describeChart({ ...chart, lines: nothing }, window, now)).toContain('no data.');
  });
});

describe('the keyboard', () => {
  const held = { times, cursor: times[1], window };

  it.each([
    ['ArrowLeft', { point: times[0] }],
    ['ArrowRight', { point: times[2] }],
    ['PageDown', { point: times[3] }],
    ['Home', { point: times[0] }],
    ['End', { point: times[3] }],
    ['Escape', { point: undefined }],
    ['-', 'back'],
    ['a', undefined],
  ])('%s', (key, act) => expect(keyAct(key, held)).toEqual(act));

  it('begins at the newest point, and shows half of it around the cursor', () => {
    expect(keyAct('ArrowLeft', { ...held, cursor: undefined })).toEqual({ point: times[3] });
    expect(keyAct('+', held)).toEqual({ show: { from: at('07:30'), to: at('09:00') } });
    expect(keyAct('ArrowLeft', { times: [], cursor: undefined, window })).toEqual({ point: undefined });
  });
});

describe('the axis of values', () => {
  it.each([
    [50, 90, 90 * 1.12],
    [10, 90, 11.2],
    [95, 90, 95 * 1.12],
    [null, undefined, 1],
    [0, 90, 1],
  ])('of at most %p with a threshold of %p ends at %p', (highest, threshold, top) => {
    expect(valueRange(highest, threshold)).toEqual([0, expect.closeTo(top)]);
  });

  it('has round steps, of bytes powers of two', () => {
    expect(stepsOf('number')).toEqual(expect.arrayContaining([0.001, 0.02, 5, 100]));
    expect(stepsOf('bytes')).toEqual(expect.arrayContaining([512, 2 ** 30, 16 * 2 ** 30]));
    for (const measure of ['number', 'bytes', 'seconds'] as const) {
      const steps = stepsOf(measure);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
    }
  });

  it('has steps of whole minutes and hours for times that are longer', () => {
    const steps = stepsOf('seconds');
    expect(steps).toEqual(expect.arrayContaining([0.001, 0.2, 5, 20, 60, 300, 3_600]));
    expect(steps.filter(step => step > 60 && step % 60 !== 0)).toEqual([]);
  });
});

it('tells of a cursor or a span once, and not to who has gone', () => {
  const axis = new SharedAxis(window);
  const listener = jest.fn();
  const stop = axis.subscribe(listener);
  axis.point(5);
  axis.point(5);
  axis.show({ ...window });
  expect(listener).toHaveBeenCalledTimes(1);
  axis.show({ from: 0, to: 1 });
  stop();
  axis.point(undefined);
  expect(listener).toHaveBeenCalledTimes(2);
});
