import { podsKind, replicaSetsKind, servicesKind } from '@greenroom/cluster-access';
import { fakeClusters } from '@greenroom/cluster-access/testUtils';
import { KubernetesClaims, processPollClock } from '@greenroom/plugin-portal-node';
import {
  type Changes,
  makePod,
  makeReplicaSet,
  recorded,
  type Recorded,
  rolloutRowOf,
} from '../../__testUtils__/objects';
import { RolloutsService } from '../../RolloutsService';
import { ArgoRolloutWriter } from '../ArgoRolloutWriter';
import type { Deed, Seen, WriteOptions } from '../RolloutWriter';
import { StoredCluster } from './StoredCluster';
import { VirtualClock } from './VirtualClock';

/** The two revisions of most recordings. */
export const STABLE = '79df45dfbb';
export const PREVIEW = 'cf77cbf55';
export const DIGEST = `sha256:${'a'.repeat(64)}`;
const STRANGE = `sha256:${'b'.repeat(64)}`;

/** One recorded rollout in a cluster that keeps what is written, and the writer before it, in virtual time. */
export class WriterStage {
  readonly clock = new VirtualClock();
  readonly rollouts: RolloutsService;
  readonly writer: ArgoRolloutWriter;
  readonly told: string[] = [];
  readonly sending: number[] = [];
  seen: Seen;

  /** One that nobody has written for longer than it takes: it is five seconds after the beginning. */
  static async quiet(name: Recorded, changes: Changes = {}): Promise<WriterStage> {
    const stage = new WriterStage(name, changes);
    await stage.clock.sleep(5_000, new AbortController().signal);
    return stage;
  }

  /** What the patch of that number was guarded by. */
  guard(index = 0): Record<string, unknown> {
    const { preconditions = [] } = this.cluster.patches[index] ?? {};
    return Object.fromEntries(preconditions.map(({ path, value }) => [path, value]));
  }

  constructor(
    name: Recorded,
    changes: Changes = {},
    readonly cluster: StoredCluster = new StoredCluster('one'),
  ) {
    this.become(name, changes);
    const row = rolloutRowOf(this.cluster.stored('rollouts', 'shop'));
    const hashes = [...new Set([row.stableHash, row.activeHash, row.currentHash])].flatMap(
      hash => hash ?? [],
    );
    const sets = hashes.map(hash => makeReplicaSet(row, hash));
    this.cluster.watch(replicaSetsKind).put(...sets);
    this.cluster
      .watch(podsKind)
      .put(...sets.map(set => makePod(set, 0, { imageIds: { app: `r@${DIGEST}` } })));
    sets.forEach(set => this.replicas(set.name, 1));
    this.point(row.activeHash);
    const clusters = fakeClusters(this.cluster);
    this.rollouts = new RolloutsService({
      clusters,
      entities: new KubernetesClaims(),
      soon: setImmediate,
      clock: processPollClock,
    });
    this.writer = new ArgoRolloutWriter({ clusters, rollouts: this.rollouts, clock: this.clock });
    this.seen = {
      rollout: { cluster: 'one', namespace: 'default', kind: 'rollout', name: 'shop' },
      uid: row.uid,
      revision: row.currentHash ?? '',
      digests: [DIGEST],
      pauseStartedAt: row.pauses[0]?.startedAt,
    };
  }

  /** A recording takes the rollout's place. */
  become(name: Recorded, changes: Changes = {}) {
    const object = recorded(name, changes) as {
      metadata: Changes;
      spec: { strategy: { blueGreen?: Changes } };
    };
    const { blueGreen } = object.spec.strategy;
    const strategy = blueGreen
      ? { blueGreen: { ...blueGreen, activeService: 'shop-active' } }
      : object.spec.strategy;
    const metadata = {
      ...object.metadata,
      uid: 'shop-uid',
      name: 'shop',
      namespace: 'default',
      ...(changes.metadata as Changes),
    };
    this.cluster.store('rollouts', 'shop', { ...object, metadata, spec: { ...object.spec, strategy } });
  }

  /** Somebody writes into the rollout. */
  write(changes: Changes) {
    const { spec, status, metadata } = this.cluster.stored('rollouts', 'shop');
    this.cluster.store('rollouts', 'shop', {
      metadata: { ...(metadata as Changes), ...(changes.metadata as Changes) },
      spec: { ...(spec as Changes), ...(changes.spec as Changes) },
      status: { ...(status as Changes), ...(changes.status as Changes) },
    });
  }

  /** Where the active Service sends users. */
  point(hash: string | undefined) {
    const selector = { app: 'shop', ...(hash !== undefined && { 'rollouts-pod-template-hash': hash }) };
    this.cluster.store('services', 'shop-active', { metadata: {}, spec: { selector } });
    this.cluster.watch(servicesKind).put({
      uid: 'service',
      namespace: 'default',
      name: 'shop-active',
      labels: {},
      selector,
    });
  }

  /** Pods of a ReplicaSet as the API server has it. */
  replicas(name: string, replicas: number) {
    const template = {
      metadata: { labels: { app: 'shop', 'rollouts-pod-template-hash': name.slice('shop-'.length) } },
      spec: { containers: [{ name: 'app', image: `lab/${name}` }] },
    };
    this.cluster.store('replicasets', name, {
      metadata: {},
      spec: { replicas, template },
      status: { replicas },
    });
  }

  /** The preview's pods turn out to run another image. */
  swapImages() {
    const held = [...this.cluster.watch(podsKind).rows().values()];
    this.cluster.watch(podsKind).put(...held.map(pod => ({ ...pod, imageIds: { app: `r@${STRANGE}` } })));
  }

  /** What the controller does so many milliseconds after the beginning: the preview goes live. */
  goLive(milliseconds: number) {
    this.clock.at(milliseconds, () => {
      this.point(PREVIEW);
      this.become('bg-05-cut-over');
    });
  }

  perform(deed: Deed, options: Partial<WriteOptions> = {}) {
    return this.writer.perform(deed, this.seen, {
      requestId: 'r-7',
      signal: new AbortController().signal,
      beforeSending: async () => void this.sending.push(this.clock.elapsed()),
      onProgress: text => this.told.push(text),
      ...options,
    });
  }

  find(deed: Deed) {
    return this.writer.find(deed, this.seen, new AbortController().signal);
  }
}
