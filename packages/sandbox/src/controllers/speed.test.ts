import { SandboxClock } from '../clock/SandboxClock';
import { argoRolloutsResources, ObjectStore } from '../kubernetes';
import { readRollout } from './rollouts/rolloutView';
import { startControllers } from './startControllers';

const rollouts = 'rollouts.argoproj.io';

describe('at a hundred times the speed', () => {
  const clock = new SandboxClock({ seed: 1, speed: 100 });
  const api = new ObjectStore({ clock });
  for (const crd of argoRolloutsResources) api.create('customresourcedefinitions.apiextensions.k8s.io', crd);
  api.create('nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-a' } });
  const errors: unknown[] = [];
  const controllers = startControllers({
    api,
    clock,
    images: () => undefined,
    metrics: () => undefined,
    options: { onError: (_controller, _key, error) => errors.push(error) },
  });
  afterAll(() => {
    controllers.stop();
    clock.stop();
  });

  const phase = () => api.get({ resource: rollouts, namespace: 'default', name: 'shop' })?.status?.phase;

  /** Resolves with the sandbox seconds until the phase is so. */
  function until(wanted: string): Promise<number> {
    const from = clock.elapsed();
    return new Promise(resolve => {
      const unwatch = api.watch(rollouts, () => {
        if (phase() !== wanted) return;
        unwatch();
        resolve((clock.elapsed() - from) / 1000);
      });
    });
  }

  it('waits are as long in sandbox time, though stamps are whole seconds of wall time', async () => {
    api.create('services', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'shop', namespace: 'default' },
      spec: { selector: { app: 'shop' }, ports: [{ port: 80 }] },
    });
    const template = (image: string) => ({
      metadata: { labels: { app: 'shop' } },
      spec: { containers: [{ name: 'app', image }] },
    });
    const healthy = until('Healthy');
    api.create(rollouts, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'shop', namespace: 'default' },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'shop' } },
        strategy: { blueGreen: { activeService: 'shop', autoPromotionSeconds: 60 } },
        template: template('lab/app:1'),
      },
    });
    await healthy;
    const paused = until('Paused');
    const key = { resource: rollouts, namespace: 'default', name: 'shop' };
    api.patch(key, { spec: { template: template('lab/app:2') } });
    await paused;
    const startedAt = clock.now().getTime();
    const waited = await until('Healthy');
    // A stamp of whole seconds of wall time is off by up to a hundred here; that the pause is seen late is off by a few.
    expect(waited).toBeGreaterThan(45);
    expect(waited).toBeLessThan(90);
    expect(clock.now().getTime() - startedAt).toBeLessThan(3000);
    const stored = api.get(key);
    const condition = stored && readRollout(stored).status.conditions[0];
    expect(Math.abs(Date.parse(String(condition?.lastUpdateTime)) - clock.now().getTime())).toBeLessThan(
      5000,
    );
    expect(errors).toEqual([]);
  });
});
