import { randomUUID } from 'node:crypto';
import type { ObjectStore, StorageSnapshot } from '../../kubernetes';
import type { JsonValue, KubeObject } from '../../kubernetes/types';
import { stamp } from '../../controllers/moments';
import { Agenda } from '../Agenda';
import type { OpeningClock, RolloutsVersions, Scenario, StageCluster } from '../Scenario';
import { rolloutsVersion } from '../rolloutsVersion';
import type { PodFleetPlan } from '../world';
import { fleetNamespace, fleetNode } from './manifests';
import { ownerRows } from './ownerRows';
import { podRow, sharedOf } from './podRows';

const usualPodsPerApp = 12;
const podsPerNode = 100;

type Rows = Map<string, KubeObject>;
const newRows = (): Rows => new Map();

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
    api.restore(this.withPods(api.snapshot()));
  }

  /** Straight into the store: through the API it would take minutes and a gigabyte. */
  private withPods({ revision, objects }: StorageSnapshot): StorageSnapshot {
    const now = stamp(this.clock.now());
    const rows = { deployments: newRows(), replicaSets: newRows(), pods: newRows() };
    let last = revision;
    const next = () => {
      last += 1;
      return last;
    };
    const put = (into: Rows, row: KubeObject) => into.set(`${fleetNamespace}/${row.metadata.name}`, row);
    const shared = Array.from({ length: this.apps }, (_, index) => {
      const identity = () => ({ uid: randomUUID(), revision: String(next()), stamp: now });
      const app = appName(index);
      const { deployment, replicaSet } = ownerRows({ app, replicas: this.podsPerApp }, identity);
      put(rows.deployments, deployment);
      put(rows.replicaSets, replicaSet);
      return sharedOf(app, replicaSet.metadata.uid, now);
    });
    for (let index = 0; index < this.plan.podsPerCluster; index += 1) {
      const app = shared[index % shared.length];
      if (!app) break;
      const node = String(fleetNode(Math.floor(index / podsPerNode)).metadata.name);
      const name = podName(index, this.apps);
      put(rows.pods, podRow(app, { name, uid: randomUUID(), node, revision: next(), stamp: now }));
    }
    const { deployments, replicaSets, pods } = rows;
    const made = [
      ['deployments.apps', deployments],
      ['replicasets.apps', replicaSets],
      ['pods', pods],
    ] as const;
    return { revision: last, objects: new Map([...objects, ...made]) };
  }

  private get podsPerApp(): number {
    return this.plan.podsPerApp ?? usualPodsPerApp;
  }

  private get apps(): number {
    return Math.ceil(this.plan.podsPerCluster / this.podsPerApp);
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
    const name = podName(index, this.apps);
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
