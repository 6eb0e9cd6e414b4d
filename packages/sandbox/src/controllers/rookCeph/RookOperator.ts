import { at, jsonEqual, textAt } from '../../kubernetes/json';
import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { keyOf } from '../Informer';
import { stamp } from '../moments';
import { quantity } from '../quantities';
import { type JsonObject } from '../views';
import { type WorkQueue } from '../WorkQueue';
import { cephStatus, type CephState } from './cephHealth';

const clusters = 'cephclusters.ceph.rook.io';
const pools = 'cephblockpools.ceph.rook.io';
const component = 'rook-ceph-cluster-controller';
/** Milliseconds: until Ceph is set up, and between two looks at its health. */
const settingUp = 20_000;
const period = 60_000;
/** Of everything, where neither a pool nor the cluster says otherwise. */
const usualCopies = 3;
/** Of a claimed volume, what is written when the cluster's metrics do not say. */
const usualFill = 0.6;
/** Where a CephCluster says how large its disks are, which a real one finds out. */
const deviceSize = 'sandbox.greenroom.example/device-size';

const reasons = { Progressing: 'ClusterProgressing', Ready: 'ClusterCreated' };

/** Rook's operator: sets Ceph up, and tells every minute how it is. */
export class RookOperator {
  private readonly queue: WorkQueue;
  private readonly poolQueue: WorkQueue;

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue(component, key => this.reconcile(key), 50);
    this.poolQueue = cluster.queue('rook-ceph-block-pool-controller', key => this.settlePool(key), 50);
  }

  /** It begins when its kinds are there. */
  start(): void {
    this.cluster.whenInstalled([clusters, pools], () => {
      this.cluster.informer(clusters).onEvent(({ object, before, type }) => {
        if (type !== 'DELETED' && !jsonEqual(before?.spec, object.spec)) this.queue.add(keyOf(object));
      });
      this.cluster.informer(pools).onEvent(({ object, type }) => {
        if (type !== 'DELETED') this.poolQueue.add(keyOf(object));
      });
    });
  }

  private reconcile(key: string): void {
    const stored = this.cluster.informer(clusters).byKey(key);
    if (!stored || stored.metadata.deletionTimestamp) return;
    if (!this.isRunning()) {
      this.queue.addAfter(key, period);
      return;
    }
    const why = this.refusal(stored);
    if (why) {
      const message = `failed to perform validation before cluster creation: ${why}`;
      this.write(stored, { phase: 'Progressing', state: 'Error', message }, 'Progressing');
      return;
    }
    if (!stored.status?.phase) {
      this.write(
        stored,
        { phase: 'Progressing', state: 'Creating', message: 'Configuring Ceph Mons' },
        'Progressing',
      );
      this.queue.addAfter(key, settingUp);
      return;
    }
    const { namespace = '' } = stored.metadata;
    const ceph = cephStatus(
      this.stateOf(stored, namespace),
      stamp(this.cluster.clock.now()),
      cephBefore(stored),
    );
    const done = { phase: 'Ready', state: 'Created', message: 'Cluster created successfully' };
    this.write(stored, { ...done, ceph }, 'Ready');
    for (const pool of this.cluster.informer(pools).in(namespace)) this.poolQueue.add(keyOf(pool));
    this.queue.addAfter(key, period);
  }

  private refusal(stored: KubeObject): string | undefined {
    const mons = Number(at(stored, 'spec', 'mon', 'count') ?? 0);
    const nodes = this.cluster.informer('nodes').list().length;
    return mons > nodes && !at(stored, 'spec', 'mon', 'allowMultiplePerNode')
      ? `cannot start ${mons} mons on ${nodes} node(s) when allowMultiplePerNode is false`
      : undefined;
  }

  /** Nobody looks while the operator is scaled to nothing. */
  private isRunning(): boolean {
    const all = this.cluster.informer('deployments.apps').list();
    const operator = all.find(({ metadata }) => metadata.name === 'rook-ceph-operator');
    return Number(at(operator, 'spec', 'replicas') ?? 0) > 0;
  }

  private stateOf(stored: KubeObject, namespace: string): CephState {
    const size = quantity(textAt(stored, 'spec', 'annotations', 'osd', deviceSize) ?? '100Gi');
    const disks = this.cluster
      .informer('deployments.apps')
      .in(namespace)
      .filter(({ metadata }) => metadata.name.startsWith('rook-ceph-osd-'));
    const down = disks.filter(disk => !at(disk, 'status', 'readyReplicas')).length;
    const copies = this.cluster
      .informer(pools)
      .in(namespace)
      .map(pool => Number(at(pool, 'spec', 'replicated', 'size') ?? usualCopies));
    const total = disks.length * size;
    const used = Math.min(total, Math.round(this.written(namespace) * (copies[0] ?? 1)));
    const configured = at(stored, 'spec', 'cephConfig', 'global', 'osd_pool_default_size');
    return {
      total,
      used,
      disks: { count: disks.length, down },
      pools: copies,
      usualCopies: Number(configured ?? usualCopies),
    };
  }

  /** Bytes on the volumes that claims have of this Ceph. */
  private written(namespace: string): number {
    const classes = this.cluster.informer('storageclasses.storage.k8s.io').list();
    const ours = classes.filter(each => at(each, 'provisioner') === `${namespace}.rbd.csi.ceph.com`);
    const names = new Set(ours.map(({ metadata }) => metadata.name));
    return this.cluster
      .informer('persistentvolumeclaims')
      .list()
      .filter(claim => names.has(textAt(claim, 'spec', 'storageClassName') ?? ''))
      .reduce((sum, claim) => sum + this.fillOf(claim), 0);
  }

  private fillOf(claim: KubeObject): number {
    const { namespace = '', name } = claim.metadata;
    const share =
      this.cluster.metrics(`volume_fill{namespace="${namespace}",name="${name}"}`, {}) ?? usualFill;
    return share * quantity(textAt(claim, 'spec', 'resources', 'requests', 'storage'));
  }

  private settlePool(key: string): void {
    const stored = this.cluster.informer(pools).byKey(key);
    if (!stored || stored.metadata.deletionTimestamp) return;
    const [ceph] = this.cluster.informer(clusters).in(stored.metadata.namespace ?? '');
    const ready = ceph?.status?.phase === 'Ready';
    const failureDomain = textAt(stored, 'spec', 'failureDomain') ?? 'host';
    const info = { type: 'Replicated', failureDomain };
    const observedGeneration = stored.metadata.generation ?? 1;
    const done: JsonObject = { phase: 'Ready', poolID: 2, info, observedGeneration };
    const status: JsonObject = ready ? done : { phase: 'Progressing' };
    if (jsonEqual(status, stored.status)) return;
    this.cluster.apiAs('rook').update(pools, { ...stored, status }, 'status');
  }

  private write(stored: KubeObject, more: JsonObject, phase: keyof typeof reasons): void {
    const now = stamp(this.cluster.clock.now());
    const known = at(stored, 'status', 'conditions', '0');
    // What fails keeps its phase, whose condition becomes false.
    const status = more.state === 'Error' ? 'False' : 'True';
    const isKnown = textAt(known, 'type') === phase && textAt(known, 'status') === status;
    const since = isKnown ? textAt(known, 'lastTransitionTime') : undefined;
    const condition = {
      type: phase,
      status,
      reason: reasons[phase],
      message: String(more.message),
      lastHeartbeatTime: now,
      lastTransitionTime: since ?? now,
    };
    const version = { image: textAt(stored, 'spec', 'cephVersion', 'image') ?? '', version: '19.2.3-0' };
    const observedGeneration = stored.metadata.generation ?? 1;
    const told = { ...more, conditions: [condition], version, observedGeneration };
    this.cluster.apiAs('rook').update(clusters, { ...stored, status: told }, 'status');
  }
}

function cephBefore(stored: KubeObject): JsonObject {
  const ceph = stored.status?.ceph;
  return typeof ceph === 'object' && ceph !== null && !Array.isArray(ceph) ? ceph : {};
}
