import { makeRow, makeWaitingRow } from './__testUtils__/rollouts';
import { waitingRows } from './waiting';

it('lists what waits for a person, the longest first', () => {
  const rows = [
    makeWaitingRow({ name: 'young', pauseStartedAt: '2026-11-21T10:42:00Z' }),
    makeRow({ name: 'healthy' }),
    makeWaitingRow({ name: 'old', pauseStartedAt: '2026-11-21T07:42:00Z' }),
    makeWaitingRow({ name: 'unknown', verdict: { state: 'unknown', reasons: [] } }),
    makeWaitingRow({ name: 'no pause', pauseStartedAt: undefined }),
  ];
  expect(waitingRows(rows).map(({ name }) => name)).toEqual(['old', 'young']);
});
