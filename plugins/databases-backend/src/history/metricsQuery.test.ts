import { metricsOf } from '@greenroom/plugin-databases-common';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import fc from 'fast-check';
import { makeSeen } from '../__testUtils__/FakeSource';
import { type AskedMetrics, readMetricsQuery } from './metricsQuery';

const now = Date.parse('2026-11-21T10:00:30Z') / 1_000;
const { database } = makeSeen('shop');
const read = (asked: Partial<AskedMetrics>, periodSeconds = 60) =>
  readMetricsQuery(
    { from: '2026-11-21T07:00:00Z', to: '2026-11-21T10:00:00Z', ...asked },
    { database, periodSeconds },
    now,
  );

describe('the query of metrics', () => {
  it('is all metrics of the engine, with a point for each pixel at most', () => {
    expect(read({})).toMatchObject({ metrics: metricsOf('aurora-postgresql'), periodSeconds: 60 });
    expect(read({ from: '2026-11-14T10:00:00Z' }).periodSeconds).toBe(900);
    expect(read({}, 10).periodSeconds).toBe(10);
  });

  it('is the same for all who ask for the same', () => {
    const one = read({
      names: 'connections,cpu',
      from: '2026-11-21T07:00:00+00:00',
      to: '2026-11-21T10:00:30Z',
    });
    const other = read({
      names: ' cpu, connections,cpu',
      from: '2026-11-21T07:00:20Z',
      to: '2026-11-21T10:04:00Z',
    });
    expect(other).toEqual(one);
    expect(one).toMatchObject({
      metrics: ['cpu', 'connections'],
      from: Date.parse('2026-11-21T07:00:00Z') / 1_000,
      to: Date.parse('2026-11-21T10:01:00Z') / 1_000,
    });
  });

  it.each<[string, Partial<AskedMetrics>, string]>([
    ['a reversed range', { to: '2026-11-21T06:00:00Z' }, 'query.from: has to be before to'],
    ['an empty range', { to: '2026-11-21T07:00:00Z' }, 'query.from: has to be before to'],
    [
      'the future',
      { from: '2027-01-01T00:00:00Z', to: '2027-01-02T00:00:00Z' },
      'query.from: nothing was measured yet at 2027-01-01T00:00:00Z: at the latest 2026-11-21T10:00:30Z',
    ],
    ['a range into the future', { to: '2026-12-21T07:00:00Z' }, 'query.to: lies in the future'],
    ['a century', { from: '1926-11-21T07:00:00Z' }, 'query.from: at most 455 days before to'],
    [
      'a time without a zone',
      { from: '2026-11-21T07:00:00' },
      'query.from: "2026-11-21T07:00:00" is no time with its zone',
    ],
    ['what is no time', { to: 'yesterday' }, 'query.to: "yesterday" is no time'],
    ['a day that is none', { to: '2026-13-41T00:00:00Z' }, 'query.to: "2026-13-41T00:00:00Z" is no time'],
    [
      'an unknown metric',
      { names: 'cpu,heat' },
      'query.names: aurora-postgresql has no metric "heat": it has cpu, connections',
    ],
    [
      'a metric of another engine',
      { names: 'disk-queue' },
      'query.names: aurora-postgresql has no metric "disk-queue"',
    ],
    ['no metric', { names: '' }, 'query.names: aurora-postgresql has no metric ""'],
    [
      '10,000 metrics',
      { names: Array(10_000).fill('cpu').join() },
      'query.names: at most 21 metrics, not 10000',
    ],
    [
      'an odd period',
      { periodSeconds: 61 },
      'query.periodSeconds: one of 60, 300, 900, 3600, 21600, 86400, not 61',
    ],
    ['a period shorter than the source has', { periodSeconds: 10 }, 'query.periodSeconds: one of 60'],
    [
      'more points than AWS gives',
      { from: '2026-11-01T07:00:00Z', periodSeconds: 60 },
      'query.periodSeconds: at most 100800 points, not 30 series of 28980',
    ],
  ])('refuses %s with the field and the limit', (_, asked, message) => {
    expect(() => read(asked)).toThrow(message);
  });

  it('is never more than can be had, and in whole periods, whatever is asked', () => {
    const moment = fc.integer({ min: now - 500 * 86_400, max: now + 3 * 86_400 });
    const property = fc.property(
      moment,
      moment,
      fc.constantFrom(undefined, 60, 300, 3_600, 86_400),
      (a, b, periodSeconds) => {
        const [from, to] = [a, b].map(at => new Date(at * 1_000).toISOString());
        let query;
        try {
          query = read({ from, to, periodSeconds });
        } catch (error) {
          return String(error).startsWith('InputError: query.');
        }
        const points = (query.to - query.from) / query.periodSeconds;
        return (
          Number.isInteger(points) &&
          points > 0 &&
          points * 28 <= 100_800 &&
          query.from % query.periodSeconds === 0
        );
      },
    );
    fc.assert(property, propertyRuns(300));
  });
});
