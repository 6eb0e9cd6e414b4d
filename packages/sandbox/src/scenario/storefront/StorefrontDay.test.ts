import { ManualClock } from '../../clock/ManualClock';
import { startControllers } from '../../controllers/startControllers';
import { argoRolloutsResources, ObjectStore } from '../../kubernetes';
import { services } from './services';
import { type Standing, standingOf } from './standing';
import { StorefrontDay } from './StorefrontDay';

function begin(seed: number) {
  const clock = new ManualClock({ seed });
  const scenario = new StorefrontDay(clock);
  const clusters = scenario.clusterNames.map(name => {
    const api = new ObjectStore({ clock });
    for (const crd of argoRolloutsResources)
      api.create('customresourcedefinitions.apiextensions.k8s.io', crd);
    const controllers = startControllers({
      api,
      clock,
      images: scenario.images,
      metrics: scenario.metricsOf(name),
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

it('has something waiting, progressing and broken at every minute of two hours', () => {
  const { clock, scenario, named, stop } = begin(1);
  const waitingOnProduction = () => named('waiting').filter(name => name.startsWith('eks-prod/'));
  for (let minute = 0; minute <= 120; minute += 1) {
    expect([minute, waitingOnProduction().length >= 2]).toEqual([minute, true]);
    expect([minute, named('progressing').length >= 1]).toEqual([minute, true]);
    expect([minute, named('broken').length >= 1]).toEqual([minute, true]);
    expect(scenario.next(1)?.inSeconds).toBeLessThan(120);
    clock.advance(60_000);
  }
  expect(scenario.log.filter(({ text }) => text.includes('failed'))).toEqual([]);
  stop();
});

it('goes on when people promote whatever waits', () => {
  const { clock, clusters, named, stop } = begin(2);
  const [production] = clusters;
  for (let minute = 0; minute < 20; minute += 1) {
    for (const { namespace, name } of services) {
      const key = { resource: 'rollouts.argoproj.io', namespace, name };
      const paused = production?.api.get(key)?.status?.pauseConditions;
      if (minute % 5 === 0 && paused)
        production?.api.patch(key, { status: { pauseConditions: null } }, 'status');
    }
    clock.advance(60_000);
  }
  clock.advance(60_000);
  expect(named('waiting').length).toBeGreaterThanOrEqual(2);
  stop();
});

it('plays the same day for the same seed, another for another', () => {
  const day = (seed: number) => {
    const { clock, scenario, stop } = begin(seed);
    clock.advance(240_000);
    stop();
    return scenario.log.map(({ at, text }) => `${at} ${text}`);
  };
  expect(day(3)).toEqual(day(3));
  expect(day(3)).not.toEqual(day(4));
});

it('supersedes a preview that waits on production', () => {
  const { clock, clusters, stop } = begin(1);
  const checkout = () =>
    clusters[0]?.api.get({ resource: 'rollouts.argoproj.io', namespace: 'storefront', name: 'checkout' });
  const before = checkout();
  expect(before?.status).toMatchObject({ phase: 'Paused', message: 'BlueGreenPause' });
  clock.advance(150_000);
  const after = checkout();
  expect(after?.status).toMatchObject({ phase: 'Paused', message: 'BlueGreenPause' });
  expect(after?.status?.currentPodHash).not.toBe(before?.status?.currentPodHash);
  expect(after?.status?.stableRS).toBe(before?.status?.stableRS);
  stop();
});

it('runs three of everything over three zones on production', () => {
  const { clusters, stop } = begin(1);
  const api = clusters[0]?.api;
  const zones = api?.list('nodes').map(({ metadata }) => metadata.labels?.['topology.kubernetes.io/zone']);
  expect(new Set(zones).size).toBe(3);
  const workloads = [...(api?.list('rollouts.argoproj.io') ?? []), ...(api?.list('deployments.apps') ?? [])];
  expect(workloads.length).toBeGreaterThanOrEqual(10);
  for (const { metadata, spec } of workloads) {
    expect([metadata.name, Number(spec?.replicas) >= 3]).toEqual([metadata.name, true]);
  }
  stop();
});
