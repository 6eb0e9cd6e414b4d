import {
  type AutoscalerRow,
  autoscalersKind,
  cephBlockPoolsKind,
  cephClustersKind,
  type Cluster,
  cronJobsKind,
  daemonSetsKind,
  deploymentsKind,
  disruptionBudgetsKind,
  type EndpointSliceRow,
  endpointSlicesKind,
  type EventRow,
  eventsKind,
  type IngressRow,
  ingressesKind,
  type JobRow,
  jobsKind,
  limitRangesKind,
  namespacesKind,
  nodeClaimsKind,
  nodePoolsKind,
  nodesKind,
  type PodRow,
  podsKind,
  quotasKind,
  type ReplicaSetRow,
  replicaSetsKind,
  type ReplicatedRow,
  rolloutsKind,
  type RowChange,
  type RowIdentity,
  RowIndex,
  servicesKind,
  statefulSetsKind,
  storageClassesKind,
  volumeClaimsKind,
  volumesKind,
  type WatchedKind,
} from '@greenroom/cluster-access';
import type { ObjectLink } from '@greenroom/plugin-cluster-health-common';
import { linkTo } from '../reading';
import { Part } from './Part';
import { namespaceOf, type ReplicatedKind, type Unit, type UnitKind } from './units';

/** What follows from changes. */
export interface ObjectsListener {
  /** Reads otherwise now, maybe. */
  touch(unit: Unit): void;
  /** A pod came, changed or went. */
  pod(change: RowChange<PodRow>): void;
  /** A warning came, was repeated or went. */
  event(change: RowChange<EventRow>): void;
  /** What something is joined to the catalog by may be other than before. */
  namespaces(): void;
  /** There is something to do. */
  changed(): void;
}

type AnyPart = Pick<Part<RowIdentity>, 'name' | 'state' | 'isFollowed' | 'follow' | 'close'>;
type Changes<Row> = readonly RowChange<Row>[];

/** The objects of one cluster, joined as they need to be read: kept up change by change. */
export class ClusterObjects {
  readonly #listener: ObjectsListener;
  readonly #parts: { always: boolean; part: AnyPart }[] = [];

  readonly podsOfOwner = new RowIndex<PodRow>(ownerOf);
  readonly #setsOfOwner = new RowIndex<ReplicaSetRow>(ownerOf);
  readonly #jobsOfOwner = new RowIndex<JobRow>(ownerOf);
  readonly #slicesOfService = new RowIndex<EndpointSliceRow>(({ namespace, service }) =>
    service === undefined ? [] : [`${namespace}/${service}`],
  );
  readonly #ingressesOfService = new RowIndex<IngressRow>(({ namespace, services }) =>
    services.map(service => `${namespace}/${service}`),
  );
  readonly #autoscalersOfTarget = new RowIndex<AutoscalerRow>(row => [targetId(row)]);
  readonly #warningsOfUid = new RowIndex<EventRow>(({ about }) =>
    about.uid === undefined ? [] : [about.uid],
  );
  readonly #workloadsOfNamespace = new RowIndex<ReplicatedRow>(({ namespace }) => [namespace]);
  /** By uid: what makes pods, or makes what makes them. */
  readonly #makers = new Map<string, Unit>();
  readonly #replicaSets = new Map<string, ReplicaSetRow>();

  readonly pods = this.#part(podsKind, changes => changes.forEach(change => this.#onPod(change)), true);
  readonly nodes = this.#part(nodesKind, this.#touching('Node', 'Room'), true);
  readonly events = this.#part(eventsKind, changes => changes.forEach(change => this.#onEvent(change)), true);
  readonly namespaces = this.#part(namespacesKind, () => this.#listener.namespaces(), true);
  readonly replicaSets = this.#part(replicaSetsKind, changes => changes.forEach(one => this.#onSet(one)));
  readonly deployments = this.#replicated('Deployment', deploymentsKind);
  readonly statefulSets = this.#replicated('StatefulSet', statefulSetsKind);
  readonly daemonSets = this.#replicated('DaemonSet', daemonSetsKind);
  readonly rollouts = this.#part(rolloutsKind, changes =>
    changes.forEach(({ key, row, before }) =>
      this.#onReplicated('Rollout', { key, row: row?.workload, before: before?.workload }),
    ),
  );
  readonly jobs = this.#part(jobsKind, changes => changes.forEach(change => this.#onJob(change)));
  readonly cronJobs = this.#part(cronJobsKind, changes =>
    changes.forEach(change => {
      this.#makes('CronJob', change);
      this.#touch('CronJob', change.key);
    }),
  );
  readonly autoscalers = this.#part(autoscalersKind, changes =>
    changes.forEach(change => this.#onAutoscaler(change)),
  );
  readonly claims = this.#part(volumeClaimsKind, this.#touching('PersistentVolumeClaim'));
  readonly volumes = this.#part(volumesKind, this.#touching('PersistentVolume'));
  readonly storageClasses = this.#part(storageClassesKind, () => this.#touchAll('PersistentVolumeClaim'));
  readonly quotas = this.#part(quotasKind, this.#touching('ResourceQuota'));
  readonly limitRanges = this.#part(limitRangesKind, this.#touching('LimitRange'));
  readonly budgets = this.#part(disruptionBudgetsKind, this.#touching('PodDisruptionBudget'));
  readonly services = this.#part(servicesKind, changes =>
    changes.forEach(({ key }) => this.#touchService(key)),
  );
  readonly endpointSlices = this.#part(endpointSlicesKind, changes =>
    changes.forEach(change => this.#slicesOfService.apply(change).forEach(key => this.#touchService(key))),
  );
  readonly ingresses = this.#part(ingressesKind, changes =>
    changes.forEach(change => {
      this.#ingressesOfService.apply(change);
      this.#touch('Ingress', change.key);
    }),
  );
  readonly nodePools = this.#part(nodePoolsKind, this.#touching('NodePool'));
  readonly nodeClaims = this.#part(nodeClaimsKind, changes => {
    this.#touching('NodeClaim')(changes);
    this.#touchAll('NodePool');
  });
  readonly cephClusters = this.#part(cephClustersKind, this.#touching('CephCluster'));
  readonly cephBlockPools = this.#part(cephBlockPoolsKind, this.#touching('CephBlockPool'));

  constructor(listener: ObjectsListener) {
    this.#listener = listener;
  }

  /** Follows what is always followed, or everything. */
  follow(cluster: Pick<Cluster, 'watch'>, what: 'kept' | 'all', kept: ReadonlySet<string>): void {
    for (const { always, part } of this.#parts) {
      if (what === 'all' || always || kept.has(part.name)) {
        part.follow(cluster);
      }
    }
  }

  close(): void {
    this.#parts.forEach(({ part }) => part.close());
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
    return [...this.claimable(), ...unitsOf(others)];
  }

  /** Everything that may belong to an entity. */
  claimable(): Unit[] {
    return unitsOf([
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
    ]);
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

  /** What a pod belongs to in the end: a Deployment, not its ReplicaSet. */
  ownerOf({ owner }: Pick<PodRow, 'owner'>): ObjectLink | undefined {
    const set = owner === undefined ? undefined : this.#replicaSets.get(owner);
    const maker = this.#makers.get(set?.owner ?? owner ?? '');
    if (maker && isMaker(maker.kind)) {
      return linkTo(maker.kind, named(maker.key));
    }
    return set && linkTo('ReplicaSet', set);
  }

  /** The pods of a workload, a Job or a ReplicaSet. */
  podsOf(uid: string): PodRow[] {
    const sets = this.#setsOfOwner.of(uid);
    return sets.length === 0 ? this.podsOfOwner.of(uid) : sets.flatMap(set => this.podsOfOwner.of(set.uid));
  }

  jobsOf(cronJobUid: string): JobRow[] {
    return this.#jobsOfOwner.of(cronJobUid);
  }

  /** The CronJob that made a Job. */
  cronJobOf({ owner }: JobRow): Unit | undefined {
    return owner === undefined ? undefined : this.#makers.get(owner);
  }

  /** Warnings about an object and, for a workload, about its ReplicaSets. */
  warningsAbout(...uids: readonly string[]): EventRow[] {
    return uids.flatMap(uid => [
      ...this.#warningsOfUid.of(uid),
      ...this.#setsOfOwner.of(uid).flatMap(set => this.#warningsOfUid.of(set.uid)),
    ]);
  }

  endpointsOf(service: string): { ready: number; unready: number } {
    const slices = this.#slicesOfService.of(service);
    const sum = (what: 'ready' | 'unready') => slices.reduce((total, slice) => total + slice[what], 0);
    return { ready: sum('ready'), unready: sum('unready') };
  }

  autoscalerOf(target: { kind: string; key: string }): AutoscalerRow | undefined {
    return this.#autoscalersOfTarget.of(`${target.kind}/${target.key}`)[0];
  }

  workloadsIn(namespace: string): ReplicatedRow[] {
    return this.#workloadsOfNamespace.of(namespace);
  }

  /** The workloads of a namespace of whose pods one has these labels. */
  workloadsSelected(namespace: string, selector: Readonly<Record<string, string>>): ObjectLink[] {
    const wanted = Object.entries(selector);
    return this.workloadsIn(namespace).flatMap(row => {
      const labels = this.podsOf(row.uid)[0]?.labels ?? {};
      return wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value)
        ? [linkTo(row.kind, row)]
        : [];
    });
  }

  #part<Row extends RowIdentity>(
    kind: WatchedKind<Row>,
    onChange: (changes: Changes<Row>) => void,
    always = false,
  ): Part<Row> {
    const part = new Part(kind, changes => {
      onChange(changes);
      this.#listener.changed();
    });
    this.#parts.push({ always, part });
    return part;
  }

  #touch(kind: UnitKind, key: string): void {
    this.#listener.touch({ kind, key });
  }

  #touching(kind: UnitKind, whole?: UnitKind) {
    return (changes: readonly { key: string }[]) => {
      changes.forEach(({ key }) => this.#touch(kind, key));
      if (whole && changes.length > 0) {
        this.#touch(whole, '');
      }
    };
  }

  #touchAll(kind: 'PersistentVolumeClaim' | 'NodePool'): void {
    const part = kind === 'NodePool' ? this.nodePools : this.claims;
    [...part.rows().keys()].forEach(key => this.#touch(kind, key));
  }

  #touchService(key: string): void {
    this.#touch('Service', key);
    this.#ingressesOfService
      .of(key)
      .forEach(({ namespace, name }) => this.#touch('Ingress', `${namespace}/${name}`));
  }

  #onPod(change: RowChange<PodRow>): void {
    this.podsOfOwner.apply(change);
    this.#touch('Pod', change.key);
    this.#listener.pod(change);
  }

  #onEvent({ key, row, before }: RowChange<EventRow>): void {
    const change = { key, row: warning(row), before: warning(before) };
    if (change.row || change.before) {
      this.#warningsOfUid.apply(change).forEach(uid => this.#touchAbout(uid));
      this.#listener.event(change);
    }
  }

  /** What an event is about is touched where it is read with its warnings. */
  #touchAbout(uid: string): void {
    const maker = this.#makers.get(this.#replicaSets.get(uid)?.owner ?? uid);
    const about = this.#warningsOfUid.of(uid)[0];
    if (maker) {
      this.#touch(maker.kind, maker.key);
    } else if (about?.about.kind === 'Pod' || about?.about.kind === 'PersistentVolumeClaim') {
      this.#touch(about.about.kind, `${about.namespace}/${about.about.name}`);
    }
  }

  #onSet(change: RowChange<ReplicaSetRow>): void {
    const { row, before } = change;
    this.#setsOfOwner.apply(change);
    if (row) {
      this.#replicaSets.set(row.uid, row);
    } else if (before) {
      this.#replicaSets.delete(before.uid);
    }
    if (row?.owner !== before?.owner) {
      this.#touchPodsOf((row ?? before)?.uid);
    }
  }

  #replicated(kind: ReplicatedKind, watched: WatchedKind<ReplicatedRow>): Part<ReplicatedRow> {
    return this.#part(watched, changes => changes.forEach(change => this.#onReplicated(kind, change)));
  }

  #onReplicated(kind: ReplicatedKind, change: RowChange<ReplicatedRow>): void {
    this.#workloadsOfNamespace.apply({ ...change, key: `${kind}/${change.key}` });
    this.#touch(kind, change.key);
    if (this.#makes(kind, change)) {
      this.#touchAround(namespaceOf(change.key) ?? '');
    }
  }

  /** What is explained by the workloads of a namespace. There is little of it in each. */
  #touchAround(namespace: string): void {
    const around = [
      ['LimitRange', this.limitRanges],
      ['PodDisruptionBudget', this.budgets],
    ] as const;
    for (const [kind, part] of around) {
      for (const row of part.rows().values()) {
        if (row.namespace === namespace) {
          this.#touch(kind, `${namespace}/${row.name}`);
        }
      }
    }
  }

  #onJob(change: RowChange<JobRow>): void {
    this.#makes('Job', change);
    this.#touch('Job', change.key);
    for (const uid of this.#jobsOfOwner.apply(change)) {
      const cron = this.#makers.get(uid);
      if (cron) {
        this.#touch(cron.kind, cron.key);
      }
    }
  }

  /** Whether it came or went. */
  #makes(kind: UnitKind, { key, row, before }: RowChange<RowIdentity>): boolean {
    if (row?.uid === before?.uid) {
      return false;
    }
    if (before) {
      this.#makers.delete(before.uid);
    }
    if (row) {
      this.#makers.set(row.uid, { kind, key });
    }
    [row, before].forEach(one => this.#touchPodsOf(one?.uid));
    return true;
  }

  #touchPodsOf(uid: string | undefined): void {
    const pods = uid === undefined ? [] : this.podsOf(uid);
    pods.forEach(({ namespace, name }) => this.#touch('Pod', `${namespace}/${name}`));
  }

  #onAutoscaler(change: RowChange<AutoscalerRow>): void {
    this.#touch('HorizontalPodAutoscaler', change.key);
    for (const target of this.#autoscalersOfTarget.apply(change)) {
      const [kind = '', ...key] = target.split('/');
      if (isMaker(kind)) {
        this.#touch(kind, key.join('/'));
      }
    }
  }
}

const makers = ['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout', 'Job', 'CronJob'] as const;
type Maker = (typeof makers)[number];

function isMaker(kind: string): kind is Maker {
  return makers.some(maker => maker === kind);
}

function unitsOf(parts: readonly (readonly [UnitKind, { rows(): ReadonlyMap<string, unknown> }])[]): Unit[] {
  return parts.flatMap(([kind, part]) => [...part.rows().keys()].map(key => ({ kind, key })));
}

function named(key: string): { namespace: string; name: string } {
  const [namespace = '', name = ''] = key.split('/');
  return { namespace, name };
}

function ownerOf({ owner }: { owner?: string }): string[] {
  return owner === undefined ? [] : [owner];
}

function targetId({ namespace, target }: AutoscalerRow): string {
  return `${target.kind}/${namespace}/${target.name}`;
}

function warning(row: EventRow | undefined): EventRow | undefined {
  return row?.type === 'Warning' ? row : undefined;
}
