import { ManualClock } from '../clock/ManualClock';
import { ImageRegistry, registryHost } from '../images/ImageRegistry';
import { ObjectStore } from '../kubernetes';
import { Prometheus } from './Prometheus';
import { serviceSeries } from './serviceSeries';

const repository = `${registryHost}/storefront/wishlist`;
const namespace = 'storefront';

function pod(name: string, hash: string, tag: string) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { app: 'wishlist', hash } },
    spec: { containers: [{ name: 'app', image: `${repository}:${tag}` }] },
  };
}

function service(name: string, hash: string) {
  const spec = { selector: { app: 'wishlist', hash }, ports: [{ port: 80 }] };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec };
}

/** A service on a good image, its preview on one that fails, and one without pods. */
function measured(seed = 1) {
  const clock = new ManualClock();
  const api = new ObjectStore({ clock });
  const registry = new ImageRegistry(() => clock.now());
  registry.push({ repository, tag: 'fine', release: 'good' });
  registry.push({ repository, tag: 'bad', release: 'failing' });
  api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  api.create('services', service('wishlist', 'one'));
  api.create('services', service('wishlist-preview', 'two'));
  api.create('services', service('lonely', 'three'));
  api.create('pods', pod('a', 'one', 'fine'));
  api.create('pods', pod('b', 'two', 'bad'));
  const prometheus = new Prometheus(selector => serviceSeries({ api, registry, seed, clock }, selector));
  const now = () => clock.now().getTime();
  const ask = (query: string, moment = now()) => {
    const answer = prometheus.instant(query, moment);
    return answer.resultType === 'vector' ? answer.result : [];
  };
  const value = (query: string, moment?: number) => {
    const [first] = ask(query, moment);
    return first && Number(first.value[1]);
  };
  return { clock, prometheus, now, ask, value };
}

const rate = (name: string) => `job:success_rate:ratio{namespace="storefront",service="${name}"}`;

it('measures what the images make of a service', () => {
  const { value } = measured();
  expect(value(rate('wishlist'))).toBeGreaterThan(0.99);
  expect(value(rate('wishlist-preview'))).toBeLessThan(0.99);
  expect(value('job:duration_seconds:p99{service="wishlist-preview"}')).toBeGreaterThan(0.5);
  expect(value('job:duration_seconds:p99{service="wishlist"}')).toBeLessThan(0.5);
});

it('has nothing of services that are not there or have no pods, and no other measures', () => {
  const { ask } = measured();
  expect([rate('lonely'), rate('nobody'), 'up', 'toString'].map(query => ask(query))).toEqual([
    [],
    [],
    [],
    [],
  ]);
});

it('answers with the labels of each series', () => {
  const metrics = measured()
    .ask('{__name__=~"job:.+"}')
    .map(({ metric }) => metric);
  const of = (name: string, called: string) => ({ __name__: name, namespace, service: called });
  expect(metrics).toHaveLength(4);
  expect(metrics).toContainEqual(of('job:success_rate:ratio', 'wishlist'));
  expect(metrics).toContainEqual(of('job:duration_seconds:p99', 'wishlist-preview'));
});

it('measures the same at the same moment, and another value when its rule is evaluated again', () => {
  const { clock, now, value } = measured();
  clock.advance(60_000);
  const at = (seconds: number) => value(rate('wishlist'), now() - seconds * 1_000);
  const again = measured();
  again.clock.advance(60_000);
  expect(again.value(rate('wishlist'))).toBe(at(0));
  expect(new Set([0, 10, 20, 30, 40].map(at)).size).toBeGreaterThan(1);
});

it('has a past from the first pod on, and no future', () => {
  const { clock, now, prometheus } = measured();
  clock.advance(60_000);
  const [start, end] = [now() - 120_000, now() + 120_000];
  const { result } = prometheus.range(rate('wishlist'), { start, end, step: 10_000 });
  const moments = result[0]?.values.map(([moment]) => moment * 1_000 - now());
  expect(moments).toEqual([-60, -50, -40, -30, -20, -10, 0, 10].map(seconds => seconds * 1_000));
});
