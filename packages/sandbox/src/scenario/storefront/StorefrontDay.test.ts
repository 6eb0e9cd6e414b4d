import { z } from 'zod';
import { ManualClock } from '../../clock/ManualClock';
import { ClusterMetrics } from '../../clusters/ClusterMetrics';
import { prometheusQueries } from '../../clusters/prometheusQueries';
import { startControllers } from '../../controllers/startControllers';
import { ImageRegistry } from '../../images/ImageRegistry';
import { argoRolloutsResources, ObjectStore } from '../../kubernetes';
import { LastingFaults } from '../../loopback/LastingFaults';
import type { PrometheusFault } from '../../prometheus/PrometheusServer';
import { services } from './services';
import { type Standing, standingOf } from './standing';
import { StorefrontDay } from './StorefrontDay';

function begin(seed: number) {
  const clock = new ManualClock({ seed });
  const registry = new ImageRegistry(() => clock.now());
  const scenario = new StorefrontDay(clock, {}, registry);
  const metrics = new ClusterMetrics({ clock, registry, scenario, seed });
  const server = { faults: new LastingFaults<PrometheusFault>() };
  const clusters = scenario.clusterNames.map(name => {
    const api = new ObjectStore({ clock });
    for (const crd of argoRolloutsResources)
      api.create('customresourcedefinitions.apiextensions.k8s.io', crd);
    const controllers = startControllers({
      api,
      clock,
      images: scenario.images,
      metrics: scenario.metricsOf(),
      prometheus: prometheusQueries({ api, clock, server, engine: metrics.of(name, api), url: '' }),
    });
    return { name, api, controllers };
  });
  scenario.open(clusters);
  scenario.start();
  const rollouts = services.filter(({ kind }) => kind === 'rollout');
  const named = (standing: Standing) =>
    clusters.flatMap(({ name, api }) =>
      rollouts
        .filter(service => standingOf(api, service) === standing)
        .map(service => `${name}/${service.name}`),
    );
  const stop = () => {
    scenario.stop();
    for (const { controllers } of clusters) controllers.stop();
  };
  return { clock, scenario, clusters, named, stop };
}

const deep = process.env.GREENROOM_DEEP !== undefined;
const templateSchema = z.object({
  spec: z.object({
    template: z.object({
      metadata: z.looseObject({ annotations: z.record(z.string(), z.string()).optional() }),
      spec: z.object({ containers: z.array(z.looseObject({ image: z.string() })) }),
    }),
  }),
});
const storefront = { resource: 'rollouts.argoproj.io', namespace: 'storefront' };

describe('a day', () => {
  let day: ReturnType<typeof begin>;
  beforeAll(() => {
    day = begin(1);
  });
  afterAll(() => day.stop());

  it('runs three of everything over three zones on production', () => {
    const api = day.clusters[0]?.api;
    const zones = api?.list('nodes').map(({ metadata }) => metadata.labels?.['topology.kubernetes.io/zone']);
    expect(new Set(zones).size).toBe(3);
    const workloads = [
      ...(api?.list('rollouts.argoproj.io') ?? []),
      ...(api?.list('deployments.apps') ?? []),
    ];
    expect(workloads.length).toBeGreaterThanOrEqual(10);
    for (const { metadata, spec } of workloads) {
      expect([metadata.name, Number(spec?.replicas) >= 3]).toEqual([metadata.name, true]);
    }
  });

  it('has something to compare on production, and says whose commits some of it is made of', () => {
    const api = day.clusters[0]?.api;
    const container = (role: 'stableRS' | 'currentPodHash', name: string) => {
      const hash = String(api?.get({ ...storefront, name })?.status?.[role]);
      const [found] =
        api?.list('replicasets.apps', { labelSelector: `rollouts-pod-template-hash=${hash}` }) ?? [];
      return templateSchema.parse(found).spec.template;
    };
    const [active, preview] = [container('stableRS', 'checkout'), container('currentPodHash', 'checkout')];
    for (const about of ['image', 'env', 'envFrom', 'resources', 'readinessProbe'] as const) {
      expect([about, preview.spec.containers[0]?.[about]]).not.toEqual([
        about,
        active.spec.containers[0]?.[about],
      ]);
    }
    expect(preview.metadata.annotations?.['greenroom.dev/authors']).toBe('user:default/ada');
    expect(container('currentPodHash', 'payments').metadata.annotations).toBeUndefined();
  });

  it('runs the Argo Rollouts that it says', () => {
    const [production, staging] = day.clusters.map(({ api }) =>
      api.get({ resource: 'deployments.apps', namespace: 'argo-rollouts', name: 'argo-rollouts' }),
    );
    expect(templateSchema.parse(production).spec.template.spec.containers[0]?.image).toMatch(/:v1\.9\.2$/);
    expect(templateSchema.parse(staging).spec.template.spec.containers[0]?.image).toMatch(/:v1\.10\.1$/);
    expect(day.scenario.rolloutsVersionOf('eks-staging')).toBe('1.10.1');
    const chosen = new StorefrontDay(day.clock, { 'eks-staging': '1.9.2' });
    expect(chosen.rolloutsVersionOf('eks-staging')).toBe('1.9.2');
    expect(new StorefrontDay(day.clock, '1.10.1').rolloutsVersionOf('eks-prod')).toBe('1.10.1');
  });

  it('runs nothing of the teams on development, where they may start something', () => {
    const api = day.clusters[2]?.api;
    expect(api?.list('rollouts.argoproj.io')).toEqual([]);
    expect(api?.list('namespaces').map(({ metadata }) => metadata.name)).toEqual(
      expect.arrayContaining(['argocd', 'fulfilment', 'storefront']),
    );
  });

  it('locks promotions on production only', () => {
    const policies = day.clusters.map(({ name, api }) => [
      name,
      api
        .list('validatingadmissionpolicybindings.admissionregistration.k8s.io')
        .map(({ metadata }) => metadata.name),
    ]);
    expect(policies).toEqual([
      ['eks-prod', ['greenroom-promotion-lock']],
      ['eks-staging', []],
      ['eks-dev', []],
    ]);
  });

  it('supersedes a preview that waits on production', () => {
    const checkout = () => day.clusters[0]?.api.get({ ...storefront, name: 'checkout' })?.status;
    const before = checkout();
    expect(before).toMatchObject({ phase: 'Paused', message: 'BlueGreenPause' });
    day.clock.advance(150_000);
    const after = checkout();
    expect(after).toMatchObject({ phase: 'Paused', message: 'BlueGreenPause' });
    expect(after?.currentPodHash).not.toBe(before?.currentPodHash);
    expect(after?.stableRS).toBe(before?.stableRS);
  });

  it('has something waiting, progressing and broken at every minute', () => {
    const { clock, scenario, named } = day;
    for (let minute = 0; minute <= (deep ? 120 : 25); minute += 1) {
      const waiting = named('waiting').filter(name => name.startsWith('eks-prod/'));
      expect([minute, waiting.length >= 2]).toEqual([minute, true]);
      expect([minute, named('progressing').length >= 1]).toEqual([minute, true]);
      expect([minute, named('broken').length >= 1]).toEqual([minute, true]);
      expect(scenario.next(1)?.inSeconds).toBeLessThan(120);
      clock.advance(60_000);
    }
    expect(scenario.log.filter(({ text }) => text.includes('failed'))).toEqual([]);
  });

  it('goes on when people promote whatever waits', () => {
    const [production] = day.clusters;
    for (const service of services) {
      const key = { ...storefront, namespace: service.namespace, name: service.name };
      const { pauseConditions } = production?.api.get(key)?.status ?? {};
      if (pauseConditions) production?.api.patch(key, { status: { pauseConditions: null } }, 'status');
    }
    day.clock.advance(5_000);
    expect(day.named('waiting').length).toBeLessThan(2);
    day.clock.advance(175_000);
    expect(day.named('waiting').length).toBeGreaterThanOrEqual(2);
  });
});

it('is the same day for the same seed, another for another', () => {
  const firstMinute = (seed: number) => {
    const { clock, clusters, scenario, stop } = begin(seed);
    clock.advance(60_000);
    stop();
    const pods = clusters.flatMap(({ api }) => api.list('pods').map(({ metadata }) => metadata.name));
    return { pods, log: scenario.log, next: scenario.next(1) };
  };
  const day = firstMinute(3);
  expect(firstMinute(3)).toEqual(day);
  expect(firstMinute(4).pods).not.toEqual(day.pods);
});
