import { HistoryClock } from '../../clock/HistoryClock';
import { ManualClock } from '../../clock/ManualClock';
import type { ObjectStore } from '../../kubernetes';
import { at } from '../../kubernetes/json';
import type { KubeObject } from '../../kubernetes/types';
import { TestPast } from '../__testUtils__/TestPast';
import { StorefrontDay } from '../storefront/StorefrontDay';
import { FiveStacks } from './FiveStacks';

const hour = 3_600_000;

/** One of the stacks with a past, played to the present. */
function played(cluster: string) {
  const clock = new ManualClock({ start: new Date('2026-11-21T11:20:00Z') });
  const scenario = new FiveStacks(clock, new StorefrontDay(clock));
  return new TestPast(scenario, cluster, clock, ago => new HistoryClock(clock, ago));
}

const isReady = (pod: KubeObject) => {
  const conditions = at(pod, 'status', 'conditions');
  return (
    Array.isArray(conditions) &&
    conditions.some(each => at(each, 'type') === 'Ready' && at(each, 'status') === 'True')
  );
};
const unready = (api: ObjectStore, namespace: string) =>
  api
    .list('pods', { namespace })
    .filter(pod => !isReady(pod) && pod.status?.phase !== 'Succeeded')
    .map(({ metadata }) => metadata.name);

it.each([
  ['scw-par-1', 'rememberry', 61],
  ['eks-canary', 'flux-system', 33],
  ['eks-whale', 'whale', 58],
  ['metal-1', 'coursework', 212],
])('%s has a past that its objects tell, and runs', (cluster, namespace, days) => {
  const { api, ageHours, stop, errors } = played(cluster);
  expect(errors).toEqual([]);
  expect(Math.round(Math.max(...api.list('nodes').map(ageHours)) / 24)).toBe(days);
  expect(api.list('pods', { namespace }).length).toBeGreaterThan(0);
  expect(unready(api, namespace)).toEqual([]);
  stop();
});

it('eks-canary has an autoscaler at its maximum whose pods do not fit, because its pool is at its limit', () => {
  const { api, stop } = played('eks-canary');
  const key = { resource: 'horizontalpodautoscalers.autoscaling', namespace: 'conduit', name: 'conduit-api' };
  expect(api.get(key)?.status).toMatchObject({ currentReplicas: 10, desiredReplicas: 10 });
  expect(JSON.stringify(api.get(key)?.status)).toContain('TooManyReplicas');
  expect(unready(api, 'conduit').length).toBeGreaterThan(2);
  const told = api.list('events').map(({ message }) => String(message));
  expect(told.filter(text => text.includes('exceed limits for nodepool (NodePool=general)'))).not.toEqual([]);
  stop();
});

it('metal-1 missed its nightly job and keeps previews of forgotten branches', () => {
  const { api, ageHours, clock, stop } = played('metal-1');
  const key = { resource: 'cronjobs.batch', namespace: 'coursework', name: 'nightly-update' };
  const last = api.get(key)?.status?.lastScheduleTime;
  expect(last).toBe('2026-11-20T02:00:00Z');
  const previews = api.list('deployments.apps', { namespace: 'coursework-previews' });
  expect(previews.map(each => [each.metadata.name, Math.round(ageHours(each))])).toEqual([
    ['review-course-search', 96],
    ['review-dark-mode', 216],
    ['review-enrolment-form', 3],
    ['review-playlist-editor', 384],
  ]);
  clock.advance(16 * hour);
  expect(api.get(key)?.status?.lastScheduleTime).toBe('2026-11-22T02:00:00Z');
  stop();
});
