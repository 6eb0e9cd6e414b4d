import { podsKind } from '@greenroom/cluster-access';
import pods from '../__fixtures__/pods.json';
import { RECORDED, row } from '../__testUtils__/fixtures';
import { HOUR, MINUTE } from '../time';
import { Restarts } from './Restarts';

const pod = { ...row(podsKind, pods, 'crashing'), startedAt: '2026-11-20T00:00:00Z', trouble: undefined };

it('knows all restarts of a pod that is younger than an hour', () => {
  const young = { ...pod, restarts: 14, startedAt: '2026-11-21T11:00:00Z' };
  expect(new Restarts().lastHour(young, RECORDED)).toBe(14);
});

it('does not guess how many of old restarts are new', () => {
  const restarts = new Restarts();
  restarts.observe({ ...pod, restarts: 14 }, RECORDED);
  expect(restarts.lastHour({ ...pod, restarts: 14 }, RECORDED)).toBeUndefined();
  expect(restarts.lastHour({ ...pod, restarts: 0 }, RECORDED)).toBe(0);
});

it('counts anew once the restarts of init containers count no longer', () => {
  const restarts = new Restarts();
  restarts.observe({ ...pod, restarts: 5 }, RECORDED);
  restarts.observe({ ...pod, restarts: 0 }, RECORDED + MINUTE);
  restarts.observe({ ...pod, restarts: 2 }, RECORDED + 2 * MINUTE);
  expect(restarts.lastHour({ ...pod, restarts: 2 }, RECORDED + 2 * MINUTE)).toBe(2);
});

it('counts what it saw come, and forgets it after an hour', () => {
  const restarts = new Restarts();
  restarts.observe({ ...pod, restarts: 14 }, RECORDED);
  restarts.observe({ ...pod, restarts: 15 }, RECORDED + MINUTE);
  restarts.observe({ ...pod, restarts: 17 }, RECORDED + 30 * MINUTE);
  const now = { ...pod, restarts: 17 };
  expect(restarts.lastHour(now, RECORDED + 30 * MINUTE)).toBe(3);
  expect(restarts.lastHour(now, RECORDED + HOUR + 10 * MINUTE)).toBe(2);
  expect(restarts.lastHour(now, RECORDED + 3 * HOUR)).toBe(0);
  restarts.forget(pod.uid);
  expect(restarts.size).toBe(0);
});
