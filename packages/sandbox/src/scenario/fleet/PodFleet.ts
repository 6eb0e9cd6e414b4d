import { randomUUID } from 'node:crypto';
import type { ObjectStore, StorageSnapshot } from '../../kubernetes';
import type { JsonValue, KubeObject } from '../../kubernetes/types';
import { stamp } from '../../controllers/moments';
import { Agenda } from '../Agenda';
import type { OpeningClock, RolloutsVersions, Scenario, StageCluster } from '../Scenario';
import { rolloutsVersion } from '../rolloutsVersion';
import type { PodFleetPlan } from '../world';
import { fleetNamespace, fleetNode } from './manifests';
import { podRow, sharedOf } from './podRows';

const podsPerApp = 12;
const podsPerNode = 100;

/**
 * Many clusters with very many pods that somebody wrote down and nobody runs: no controller acts, pods are rows that share
 * what they have in common, and a steady rate of changes comes over them. For benchmarks of who reads them.
 */
export class PodFleet implements Scenario {
  readonly name = 'a fleet of pods';
  readonly clusterNames: string[];
  readonly window = 500;
  /** Nothing acts on its clusters. */
  readonly isStill = true;
  private readonly agenda: Agenda;
  private clusters: StageCluster[] = [];
  private changes = 0;
  private forget = () => {};

  constructor(
    private readonly clock: OpeningClock,
    private readonly plan: PodFleetPlan,
    private readonly versions: RolloutsVersions = {},
  ) {
    this.agenda = new Agenda(clock);
    const names = Array.from({ length: plan.clusters }, (_, index) => String(index + 1).padStart(2, '0'));
    this.clusterNames = names.map(number => `fleet-${number}`);
  }

  readonly images = () => undefined;

  rolloutsVersionOf(cluster: string) {
    return rolloutsVersion(this.versions, cluster);
  }

  metricsOf() {
    return () => undefined;
  }

  get log() {
    return this.agenda.log;
  }

  next() {
    return undefined;
  }

  open(clusters: StageCluster[]): void {
    this.clusters = clusters;
    for (const { api } of clusters) this.fill(api);
    const { podsPerCluster, eventsPerSecond } = this.plan;
    this.agenda.note(
      `${clusters.length} clusters with ${podsPerCluster} pods each, ${eventsPerSecond} changes a second.`,
    );
  }

  start(): void {
    if (this.plan.eventsPerSecond > 0) this.schedule();
  }

  stop(): void {
    this.forget();
  }

  private fill(api: ObjectStore): void {
    const { podsPerCluster } = this.plan;
    for (let index = 0; index < Math.ceil(podsPerCluster / podsPerNode); index += 1) {
      api.create('nodes', fleetNode(index));
    }
    api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: fleetNamespace } });
    const apps = Math.ceil(podsPerCluster / podsPerApp);
    const owners = Array.from({ length: apps }, (_, index) => ownersOf(api, appName(index)));
    api.restore(this.withPods(api.snapshot(), owners));
  }

  /** Straight into the store: through the API it would take minutes and a gigabyte. */
  private withPods({ revision, objects }: StorageSnapshot, owners: string[]): StorageSnapshot {
    const now = stamp(this.clock.now());
    const shared = owners.map((uid, index) => sharedOf(appName(index), uid, now));
    const pods = new Map<string, KubeObject>();
    for (let index = 0; index < this.plan.podsPerCluster; index += 1) {
      const app = shared[index % shared.length];
      if (!app) break;
      const name = podName(index, owners.length);
      const node = String(fleetNode(Math.floor(index / podsPerNode)).metadata.name);
      const row = { name, uid: randomUUID(), node, revision: revision + index + 1, stamp: now };
      pods.set(`${fleetNamespace}/${name}`, podRow(app, row));
    }
    return { revision: revision + this.plan.podsPerCluster, objects: new Map([...objects, ['pods', pods]]) };
  }

  private schedule(): void {
    this.forget = this.clock.after(1_000 / this.plan.eventsPerSecond, () => {
      this.change();
      this.schedule();
    });
  }

  /** The next cluster's turn, any of its pods: its container is started anew. */
  private change(): void {
    this.changes += 1;
    const api = this.clusters[this.changes % this.clusters.length]?.api;
    const { podsPerCluster } = this.plan;
    const index = Math.floor(this.clock.random() * podsPerCluster);
    const name = podName(index, Math.ceil(podsPerCluster / podsPerApp));
    const key = { resource: 'pods', namespace: fleetNamespace, name };
    const statuses = api?.get(key)?.status?.containerStatuses;
    const [status] = Array.isArray(statuses) ? statuses : [];
    if (typeof status !== 'object' || status === null || Array.isArray(status)) return;
    api?.patch(key, { status: { containerStatuses: [restarted(status, this.clock.now())] } }, 'status');
  }
}

function restarted(status: { [key: string]: JsonValue }, now: Date): { [key: string]: JsonValue } {
  const { state = {}, restartCount } = status;
  const at = stamp(now);
  const terminated = { exitCode: 1, reason: 'Error', finishedAt: at, startedAt: at };
  return {
    ...status,
    restartCount: Number(restartCount) + 1,
    state: { ...Object(state), running: { startedAt: at } },
    lastState: { terminated },
  };
}

function appName(index: number): string {
  return `app-${String(index + 1).padStart(4, '0')}`;
}

function podName(index: number, apps: number): string {
  return `${appName(index % apps)}-${String(Math.floor(index / apps)).padStart(2, '0')}`;
}

/** The Deployment and its ReplicaSet, as they stand when all pods run. @returns the ReplicaSet's uid */
function ownersOf(api: ObjectStore, app: string): string {
  const labels = { 'app.kubernetes.io/name': app, 'backstage.io/kubernetes-id': app };
  const metadata = { name: app, namespace: fleetNamespace, labels };
  const template = {
    metadata: { labels },
    spec: { containers: [{ name: 'app', image: 'registry.fleet.example/app:v1' }] },
  };
  const spec = { replicas: podsPerApp, selector: { matchLabels: labels }, template };
  const counts = {
    replicas: podsPerApp,
    readyReplicas: podsPerApp,
    availableReplicas: podsPerApp,
    observedGeneration: 1,
  };
  const deployment = api.create('deployments.apps', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec,
  });
  const key = { resource: 'deployments.apps', namespace: fleetNamespace, name: app };
  api.patch(key, { status: { ...counts, updatedReplicas: podsPerApp } }, 'status');
  const { owner, labels: hashed } = sharedOf(app, '', '');
  const name = owner?.[0]?.name ?? app;
  const { uid } = deployment.metadata;
  const made = api.create('replicasets.apps', {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      ...metadata,
      name,
      labels: hashed,
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: app, uid, controller: true }],
    },
    spec,
  });
  api.patch({ resource: 'replicasets.apps', namespace: fleetNamespace, name }, { status: counts }, 'status');
  return made.metadata.uid;
}
