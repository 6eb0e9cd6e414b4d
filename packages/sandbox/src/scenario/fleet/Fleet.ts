import { randomUUID } from 'node:crypto';
import type { ImageBehaviours } from '../../controllers/ImageBehaviour';
import type { JsonValue, ObjectApi } from '../../kubernetes/types';
import { Agenda } from '../Agenda';
import type { OpeningClock, RolloutsVersions, Scenario, StageCluster } from '../Scenario';
import type { FleetPlan } from '../world';
import { rolloutsVersion } from '../rolloutsVersion';
import { copiedCluster } from './copiedCluster';
import {
  fleetNamespace,
  fleetNextImage,
  fleetNode,
  fleetRollout,
  fleetService,
  nodesFor,
  rolloutName,
} from './manifests';

/** One change in so many scales a rollout; the others set an annotation. */
const scaleEvery = 5;

/**
 * Many clusters of many small rollouts with a steady rate of changes over all of them: for benchmarks. The first is set
 * up and brought to its state by the controllers; the others are restored from it, which takes a tenth of the time.
 */
export class Fleet implements Scenario {
  readonly name = 'fleet';
  readonly clusterNames: string[];
  /** Minutes rather than hours of history: a fleet is large, and its watchers are never far behind. */
  readonly window = 500;
  private readonly agenda: Agenda;
  private clusters: StageCluster[] = [];
  private changes = 0;
  private forget = () => {};

  constructor(
    private readonly clock: OpeningClock,
    private readonly plan: FleetPlan,
    private readonly versions: RolloutsVersions = {},
  ) {
    this.agenda = new Agenda(clock);
    const names = Array.from({ length: plan.clusters }, (_, index) => String(index + 1).padStart(2, '0'));
    this.clusterNames = names.map(number => `fleet-${number}`);
  }

  readonly images: ImageBehaviours = () => ({ pullSeconds: 0.1, readyAfterSeconds: 0.2 });

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
    const [first, ...others] = clusters;
    if (!first) return;
    this.install(first.api);
    this.clock.advance(20_000);
    if (this.plan.waiting) this.previewEach(first.api);
    const opened = first.api.snapshot();
    for (const { api } of others) api.restore(copiedCluster(opened, randomUUID));
    this.clock.advance(2_000);
    const { rolloutsPerCluster, eventsPerSecond } = this.plan;
    this.agenda.note(
      `${clusters.length} clusters with ${rolloutsPerCluster} rollouts each, ${eventsPerSecond} changes a second.`,
    );
  }

  start(): void {
    if (this.plan.eventsPerSecond > 0) this.schedule();
  }

  stop(): void {
    this.forget();
  }

  private install(api: ObjectApi): void {
    const { rolloutsPerCluster } = this.plan;
    for (let index = 0; index < nodesFor(rolloutsPerCluster); index += 1)
      api.create('nodes', fleetNode(index));
    api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: fleetNamespace } });
    for (let index = 0; index < rolloutsPerCluster; index += 1) {
      const name = rolloutName(index);
      api.create('services', fleetService(name, name));
      api.create('services', fleetService(`${name}-preview`, name));
      api.create('rollouts.argoproj.io', fleetRollout(name, this.plan.waiting ? 1 : 2));
    }
  }

  /** A second version of each, which then waits until a person says go. */
  private previewEach(api: ObjectApi): void {
    for (let index = 0; index < this.plan.rolloutsPerCluster; index += 1) {
      const key = { resource: 'rollouts.argoproj.io', namespace: fleetNamespace, name: rolloutName(index) };
      const containers = [{ name: 'app', image: fleetNextImage }];
      api.patch(key, { spec: { template: { spec: { containers } } } });
    }
    this.clock.advance(20_000);
  }

  private schedule(): void {
    this.forget = this.clock.after(1_000 / this.plan.eventsPerSecond, () => {
      this.change();
      this.schedule();
    });
  }

  /** The next cluster's turn, any of its rollouts. */
  private change(): void {
    this.changes += 1;
    const cluster = this.clusters[this.changes % this.clusters.length];
    const name = rolloutName(Math.floor(this.clock.random() * this.plan.rolloutsPerCluster));
    const key = { resource: 'rollouts.argoproj.io', namespace: fleetNamespace, name };
    const round = Math.floor(this.changes / this.clusters.length);
    cluster?.api.patch(key, round % scaleEvery === 0 ? this.scaling(cluster.api, name) : this.noting());
  }

  private scaling(api: ObjectApi, name: string): { [key: string]: JsonValue } {
    const rollout = api.get({ resource: 'rollouts.argoproj.io', namespace: fleetNamespace, name });
    return { spec: { replicas: rollout?.spec?.replicas === 2 ? 3 : 2 } };
  }

  private noting(): { [key: string]: JsonValue } {
    return { metadata: { annotations: { 'fleet.example/change': String(this.changes) } } };
  }
}
