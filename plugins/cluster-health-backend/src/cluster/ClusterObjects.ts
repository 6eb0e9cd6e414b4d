import {
  autoscalersKind,
  cephBlockPoolsKind,
  cephClustersKind,
  type Cluster,
  cronJobsKind,
  daemonSetsKind,
  deploymentsKind,
  disruptionBudgetsKind,
  endpointSlicesKind,
  eventsKind,
  ingressesKind,
  jobsKind,
  limitRangesKind,
  namespacesKind,
  nodeClaimsKind,
  nodePoolsKind,
  nodesKind,
  type PodRow,
  podsKind,
  quotasKind,
  replicaSetsKind,
  type ReplicatedRow,
  rolloutsKind,
  type RowChange,
  type RowIdentity,
  servicesKind,
  statefulSetsKind,
  storageClassesKind,
  volumeClaimsKind,
  volumesKind,
  type WatchedKind,
} from '@greenroom/cluster-access';
import { Intake } from './Intake';
import { Joins } from './Joins';
import { Part, type PartOptions } from './Part';
import { ObjectChanges, type ObjectsListener } from './ObjectChanges';
import { type ReplicatedKind, replicatedKinds, type Unit, type UnitKind } from './units';

type AnyPart = Pick<
  Part<RowIdentity>,
  'name' | 'state' | 'isFollowed' | 'isBeingRead' | 'follow' | 'release' | 'close' | 'markRead'
>;
interface Keyed {
  rows(): ReadonlyMap<string, unknown>;
}

/**
 * The objects of one cluster, joined as they need to be read. What comes waits until it is taken in, a few changes at a
 * time: until then the joins, and what was read of them, are of before.
 */
export class ClusterObjects {
  readonly joins = new Joins();
  readonly #listener: ObjectsListener;
  readonly #intake = new Intake();
  readonly #on: ObjectChanges = new ObjectChanges(this, this.#intake, () => this.#listener);
  readonly #parts: { always: boolean; part: AnyPart }[] = [];

  readonly pods = this.#part(podsKind, change => this.#on.pod(change), {
    always: true,
    onLive: () => this.#on.all('Node', this.nodes, 'Room'),
  });
  readonly nodes = this.#part(nodesKind, this.#on.touching('Node', 'Room'), { always: true });
  readonly events = this.#part(eventsKind, change => this.#on.event(change), { always: true });
  readonly namespaces = this.#part(namespacesKind, () => this.#listener.namespaces(), { always: true });
  readonly replicaSets = this.#part(replicaSetsKind, change => this.#on.set(change));
  readonly deployments = this.#replicated('Deployment', deploymentsKind);
  readonly statefulSets = this.#replicated('StatefulSet', statefulSetsKind);
  readonly daemonSets = this.#replicated('DaemonSet', daemonSetsKind);
  readonly rollouts = this.#part(rolloutsKind, ({ key, row, before }) =>
    this.#on.replicated('Rollout', { key, row: row?.workload, before: before?.workload }),
  );
  readonly jobs = this.#part(jobsKind, change => this.#on.job(change));
  readonly cronJobs = this.#part(cronJobsKind, change => this.#on.cronJob(change));
  readonly autoscalers = this.#part(autoscalersKind, change => this.#on.autoscaler(change));
  readonly claims = this.#part(volumeClaimsKind, this.#on.touching('PersistentVolumeClaim'));
  readonly volumes = this.#part(volumesKind, this.#on.touching('PersistentVolume'));
  readonly storageClasses = this.#part(
    storageClassesKind,
    () => this.#on.all('PersistentVolumeClaim', this.claims),
    { onLive: () => this.#on.all('PersistentVolumeClaim', this.claims) },
  );
  readonly quotas = this.#part(quotasKind, this.#on.touching('ResourceQuota'));
  readonly limitRanges = this.#part(limitRangesKind, this.#on.touching('LimitRange'));
  readonly budgets = this.#part(disruptionBudgetsKind, this.#on.touching('PodDisruptionBudget'));
  readonly services = this.#part(servicesKind, ({ key }) => this.#on.service(key), {
    onLive: () => this.#on.all('Ingress', this.ingresses),
  });
  readonly endpointSlices = this.#part(
    endpointSlicesKind,
    change => this.joins.slicesOfService.apply(change).forEach(key => this.#on.service(key)),
    {
      onLive: () => {
        this.#on.all('Service', this.services);
        this.#on.all('Ingress', this.ingresses);
      },
    },
  );
  readonly ingresses = this.#part(ingressesKind, change => {
    this.joins.ingressesOfService.apply(change);
    this.#on.touch('Ingress', change.key);
  });
  readonly nodePools = this.#part(nodePoolsKind, this.#on.touching('NodePool'));
  readonly nodeClaims = this.#part(nodeClaimsKind, ({ key }) => {
    this.#on.touch('NodeClaim', key);
    this.#on.all('NodePool', this.nodePools);
  });
  readonly cephClusters = this.#part(cephClustersKind, this.#on.touching('CephCluster'));
  readonly cephBlockPools = this.#part(cephBlockPoolsKind, this.#on.touching('CephBlockPool'));

  constructor(listener: ObjectsListener) {
    this.#listener = listener;
  }

  /** Follows what is always followed, or everything. Whether anything of it is new. */
  follow(cluster: Pick<Cluster, 'watch'>, what: 'kept' | 'all', kept: ReadonlySet<string>): boolean {
    const isWanted = (always: boolean, part: AnyPart) => what === 'all' || always || kept.has(part.name);
    const followed = this.#parts.filter(({ always, part }) => isWanted(always, part) && part.follow(cluster));
    return followed.length > 0;
  }

  /** Follows what is always followed, and nothing else. */
  release(kept: ReadonlySet<string>): void {
    for (const { always, part } of this.#parts) {
      if (part.isFollowed && !always && !kept.has(part.name)) {
        part.release();
      }
    }
  }

  close(): void {
    this.#parts.forEach(({ part }) => part.close());
  }

  /** Takes in what has come until `isLate`. Whether nothing is left. */
  takeIn(isLate: () => boolean): boolean {
    return this.#intake.drain(isLate);
  }

  /** Everything that has come has been taken in and read. */
  markRead(): void {
    this.#parts.forEach(({ part }) => part.markRead());
  }

  /** Names of the parts that are read for the first time, or anew. */
  beingRead(): string[] {
    return this.#parts.flatMap(({ part }) => (part.isBeingRead ? [part.name] : []));
  }

  /** Everything that somebody has asked for. */
  parts(): Pick<AnyPart, 'name' | 'state'>[] {
    return this.#parts.flatMap(({ part }) => (part.isFollowed ? [part] : []));
  }

  /** Everything that has a row of its own. */
  units(): Unit[] {
    const others = [
      ['Node', this.nodes],
      ['PersistentVolume', this.volumes],
      ['NodePool', this.nodePools],
      ['CephCluster', this.cephClusters],
      ['CephBlockPool', this.cephBlockPools],
    ] as const;
    return unitsOf([...this.#claimable(), ...others]);
  }

  /** What is joined to the catalog by other labels than before, or to another catalog, is read again. */
  touchClaimable(): void {
    this.#claimable().forEach(([kind, part]) => this.#on.all(kind, part));
  }

  /** The server is of another version than before. */
  touchNodes(): void {
    this.#on.all('Node', this.nodes);
  }

  /** More or fewer pods wait for room on nodes. */
  touchBringers(): void {
    this.#on.all('NodePool', this.nodePools);
    this.#on.touch('NodeGroups', '');
  }

  /** The rows of a kind of workload. */
  replicated(kind: ReplicatedKind, key: string): ReplicatedRow | undefined {
    switch (kind) {
      case 'Deployment':
        return this.deployments.get(key);
      case 'StatefulSet':
        return this.statefulSets.get(key);
      case 'DaemonSet':
        return this.daemonSets.get(key);
      default:
        return this.rollouts.get(key)?.workload;
    }
  }

  /** Whether nothing keeps a pod, as far as is known of what keeps pods: then it is a workload by itself. */
  isStray(key: string): boolean {
    const pod = this.pods.get(key);
    return pod !== undefined && (pod.owner === undefined || (this.#isOrphan(pod) && this.#knowsKeepers()));
  }

  /** What makes pods is known now: those that nothing of it made are read again. */
  touchOrphans(): void {
    if (this.#knowsKeepers()) {
      this.#on.each('Pod', this.pods, pod => pod.owner !== undefined && this.#isOrphan(pod));
    }
  }

  #isOrphan({ owner = '' }: PodRow): boolean {
    return this.joins.makerOf(owner) === undefined;
  }

  /** Where something that keeps pods may not be read, its pods are not nobody's. */
  #knowsKeepers(): boolean {
    const keepers = [this.deployments, this.statefulSets, this.daemonSets, this.rollouts, this.jobs];
    return [...keepers, this.replicaSets].every(
      part => part.isLive || part.state.freshness === 'not-installed',
    );
  }

  /** How many pods a workload has; `undefined` of what has none, or is not there. */
  podCountOf({ kind, key }: Unit): number | undefined {
    const isReplicated = replicatedKinds.some(one => one === kind);
    const row = isReplicated ? this.replicated(kind as ReplicatedKind, key) : undefined;
    const uid = (kind === 'Job' ? this.jobs.get(key) : row)?.uid;
    return uid === undefined ? undefined : this.joins.podsOf(uid).length;
  }

  /** Everything that may belong to an entity. */
  #claimable() {
    return [
      ['Deployment', this.deployments],
      ['StatefulSet', this.statefulSets],
      ['DaemonSet', this.daemonSets],
      ['Rollout', this.rollouts],
      ['Job', this.jobs],
      ['CronJob', this.cronJobs],
      ['HorizontalPodAutoscaler', this.autoscalers],
      ['PersistentVolumeClaim', this.claims],
      ['Service', this.services],
      ['Ingress', this.ingresses],
      ['PodDisruptionBudget', this.budgets],
    ] as const;
  }

  #part<Row extends RowIdentity>(
    kind: WatchedKind<Row>,
    take: (change: RowChange<Row>) => void,
    {
      always = false,
      onLive = () => {},
    }: Partial<Pick<PartOptions<Row>, 'onLive'> & { always: boolean }> = {},
  ): Part<Row> {
    const intake = this.#intake;
    const part = new Part(kind, { intake, take, onLive, changed: () => this.#listener.changed() });
    this.#parts.push({ always, part });
    return part;
  }

  #replicated(kind: ReplicatedKind, watched: WatchedKind<ReplicatedRow>): Part<ReplicatedRow> {
    return this.#part(watched, change => this.#on.replicated(kind, change));
  }
}

function unitsOf(parts: readonly (readonly [UnitKind, Keyed])[]): Unit[] {
  return parts.flatMap(([kind, part]) => [...part.rows().keys()].map(key => ({ kind, key })));
}
