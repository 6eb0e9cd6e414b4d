import type { SourceReport } from '@greenroom/plugin-portal-common';
import { blankReport } from '../watching/polled';
import { withCost } from './withCost';

const watching = (metrics: number, dollarsADay: number) => ({
  watching: { metrics, periodSeconds: 60, dollarsADay },
});
const report = (id: string, freshness: SourceReport['freshness'] = 'live') => ({
  ...blankReport(id),
  freshness,
});

it('says what an account costs, and of PostgreSQL nothing', () => {
  const { parts } = withCost(report('aws:1/eu'), [watching(18, 0.121), watching(10, 0.0634), {}]);
  expect(parts).toEqual([
    {
      name: 'metrics that are paid for',
      freshness: 'live',
      count: 28,
      reason: 'About $0.18 a day at list price while somebody watches as now.',
    },
  ]);
  expect(withCost(report('aws:1/eu', 'stale'), [watching(18, 0)]).parts[0]?.reason).toBe(
    'Nobody watches: it costs nothing.',
  );
  expect(withCost(report('postgres:a'), [watching(0, 0)]).parts).toEqual([]);
  expect(withCost(report('aws:1/eu', 'connecting'), []).parts).toEqual([]);
});
