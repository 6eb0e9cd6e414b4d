import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { type Clusters, clustersServiceRef } from '@greenroom/cluster-access';
import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { type RolloutsVersion, type SandboxCluster, startSandbox } from '@greenroom/sandbox';
import { until } from '@greenroom/plugin-portal-node/testUtils';
import { KubernetesClaims, processPollClock } from '@greenroom/plugin-portal-node';
import { RolloutsService } from '../../RolloutsService';
import { ArgoRolloutWriter } from '../ArgoRolloutWriter';
import { type WriterClock, writerClock } from '../clock';
import type { Deed, Observed, Seen, WriteOptions } from '../RolloutWriter';

const NAMESPACE = 'shop';
const ROLLOUTS = 'rollouts.argoproj.io';

const outcomes: Record<string, 'ready-then-crash' | 'never-ready'> = {
  crash: 'ready-then-crash',
  never: 'never-ready',
};

/** As `until`, on a machine that may do much else. */
export const eventually = (isSo: () => boolean) => until(isSo, 15_000);

/** Our own waits pass less fast: a machine that does much else may be late. */
const SPEED = 20;

export function fasterClock(speed: number): WriterClock {
  return {
    now: writerClock.now,
    elapsed: () => writerClock.elapsed() * speed,
    sleep: (milliseconds, signal) => writerClock.sleep(milliseconds / speed, signal),
  };
}

/** One cluster of the sandbox with rollouts of a test's own, and the portal's way to it. */
export class SandboxRollouts {
  private constructor(
    readonly outside: SandboxCluster,
    readonly rollouts: RolloutsService,
    readonly writer: ArgoRolloutWriter,
    /** Address of the Prometheus that knows of the cluster. */
    private readonly prometheus: string,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(version: RolloutsVersion): Promise<SandboxRollouts> {
    const state = mkdtempSync(join(tmpdir(), 'writes-'));
    const images = (reference: string) => ({
      pullSeconds: 0.1,
      readyAfterSeconds: 0.2,
      outcome: outcomes[reference.split(':')[1] ?? ''] ?? ('ready' as const),
    });
    const world = { bare: ['one'], images, metrics: () => 1 };
    const sandbox = await startSandbox({ state, speed: SPEED, world, rolloutsVersion: version });
    const clusters = await connect(join(state, 'admin.kubeconfig'));
    const rollouts = new RolloutsService({
      clusters: clusters.found,
      entities: new KubernetesClaims(),
      soon: setImmediate,
      clock: processPollClock,
    });
    const writer = new ArgoRolloutWriter({
      clusters: clusters.found,
      rollouts,
      clock: fasterClock(SPEED / 4),
    });
    const outside = sandbox.cluster('one');
    outside.api.create('namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: NAMESPACE },
    });
    const prometheus = sandbox.prometheus.urlOf('one');
    return new SandboxRollouts(outside, rollouts, writer, prometheus, async () => {
      writer.close();
      rollouts.close();
      await clusters.stop();
      await sandbox.stop();
      rmSync(state, { recursive: true });
    });
  }

  key(name: string) {
    return { resource: ROLLOUTS, namespace: NAMESPACE, name };
  }

  /** A rollout on `v1`, live. */
  async deploy(name: string, blueGreen: object = {}, spec: object = {}): Promise<void> {
    for (const service of [name, `${name}-preview`]) {
      this.outside.api.create('services', {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: service, namespace: NAMESPACE },
        spec: { selector: { app: name }, ports: [{ port: 80 }] },
      });
    }
    this.outside.api.create(ROLLOUTS, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name, namespace: NAMESPACE },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: name } },
        template: template(name, 'v1'),
        strategy: {
          blueGreen: {
            activeService: name,
            previewService: `${name}-preview`,
            autoPromotionEnabled: false,
            ...blueGreen,
          },
        },
        ...spec,
      },
    });
    await eventually(() => this.read(name)?.verdict.state === 'healthy');
  }

  /** An AnalysisTemplate; what it measures is always 1. */
  template(name: string, metric: object, successCondition = 'result[0] >= 1'): void {
    const provider = { prometheus: { address: this.prometheus, query: 'one' } };
    this.outside.api.create('analysistemplates.argoproj.io', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name, namespace: NAMESPACE },
      spec: { metrics: [{ name, successCondition, provider, ...metric }] },
    });
  }

  push(name: string, tag: string): void {
    this.outside.api.patch(this.key(name), { spec: { template: template(name, tag) } });
  }

  /** Pushes an image and waits for its pause; what a person then sees. */
  async preview(name: string, tag: string): Promise<Seen> {
    this.push(name, tag);
    return this.paused(name, tag);
  }

  async paused(name: string, tag?: string): Promise<Seen> {
    const isIt = (rollout?: Rollout) =>
      rollout?.verdict.state === 'waiting' &&
      (tag === undefined || rollout.preview?.images[0]?.tag === tag) &&
      rollout.preview?.images[0]?.digest !== undefined;
    await eventually(() => isIt(this.read(name)));
    return this.seen(name);
  }

  read(name: string): Rollout | undefined {
    return this.rollouts.entries().get(`one/${NAMESPACE}/rollout/${name}`)?.rollout;
  }

  /** What a person sees of it now. */
  seen(name: string, overrides: Partial<Seen> = {}): Seen {
    const rollout = this.read(name);
    const shown = rollout?.preview ?? rollout?.active;
    const digests = (shown?.images ?? []).flatMap(({ digest }) => digest ?? []).sort();
    return {
      rollout: { cluster: 'one', namespace: NAMESPACE, kind: 'rollout', name },
      uid: rollout?.uid ?? '',
      revision: shown?.revision ?? '',
      digests,
      pauseStartedAt: rollout?.pause?.startedAt,
      ...overrides,
    };
  }

  perform(deed: Deed, seen: Seen, options: Partial<WriteOptions> = {}): Promise<Observed> {
    return this.writer.perform(deed, seen, {
      requestId: 'r-1',
      signal: new AbortController().signal,
      beforeSending: async () => {},
      ...options,
    });
  }

  find(deed: Deed, seen: Seen) {
    return this.writer.find(deed, seen, new AbortController().signal);
  }

  status(name: string): Record<string, unknown> {
    return { ...this.outside.api.get(this.key(name))?.status };
  }

  patchStatus(name: string, status: object): void {
    this.outside.api.patch(this.key(name), { status: { ...status } }, 'status');
  }

  patch(name: string, spec: object): void {
    this.outside.api.patch(this.key(name), { spec: { ...spec } });
  }

  /** Where the live Service sends users. */
  served(name: string): string | undefined {
    return this.read(name)?.services.find(({ role }) => role === 'active')?.pointsAt;
  }
}

function template(app: string, tag: string) {
  return {
    metadata: { labels: { app } },
    spec: { containers: [{ name: 'app', image: `r.example/${app}:${tag}` }] },
  };
}

/** As the portal reaches it: by configuration, through the shared service. */
async function connect(file: string): Promise<{ found: Clusters; stop: () => Promise<void> }> {
  let found: Clusters | undefined;
  const plugin = createBackendPlugin({
    pluginId: 'writes',
    register: env =>
      env.registerInit({
        deps: { clusters: clustersServiceRef },
        async init({ clusters }) {
          found = clusters;
        },
      }),
  });
  const clusters = [{ name: 'one', kubeconfig: { file, context: 'one' } }];
  const backend = await startTestBackend({
    features: [plugin, mockServices.rootConfig.factory({ data: { kubernetes: { clusters } } })],
  });
  if (!found) {
    throw new TypeError('the clusters service did not start');
  }
  return { found, stop: () => backend.stop() };
}
