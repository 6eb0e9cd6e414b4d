import type { ImageBehaviours, MetricLookup } from '../../controllers/ImageBehaviour';
import { ImageRegistry } from '../../images/ImageRegistry';
import { behaviours } from '../../images/Release';
import { Agenda } from '../Agenda';
import { rolloutsVersion } from '../rolloutsVersion';
import type { OpeningClock, RolloutsVersions, Scenario, StageCluster } from '../Scenario';
import { Builds } from './Builds';
import { ClusterHands } from './ClusterHands';
import {
  day,
  dayLengthSeconds,
  type DayEvent,
  jitterSeconds,
  type StandingOrder,
  standingOrders,
  trainSeconds,
} from './day';
import { type ClusterPlan, clusterPlans } from './manifests';
import { type Pass, playYesterday } from './opening';
import { backupImage } from './platform';
import { services, serviceNamed } from './services';
import { standingOf } from './standing';

/** The scripted day of the storefront stack on two clusters, and a third one that waits for what is started there. */
export class StorefrontDay implements Scenario {
  readonly name = 'a day at the storefront';
  readonly deploysFromGit = true;
  readonly clusterNames = clusterPlans.map(({ name }) => name);
  private readonly plans: readonly ClusterPlan[];
  private readonly builds: Builds;
  private readonly agenda: Agenda;
  private clusters: StageCluster[] = [];
  private hands: ClusterHands[] = [];
  private readonly waits = new Set<() => void>();

  constructor(
    private readonly clock: OpeningClock,
    versions: RolloutsVersions = {},
    private readonly registry: ImageRegistry = new ImageRegistry(() => clock.now()),
  ) {
    this.builds = new Builds(registry);
    this.plans = clusterPlans.map(plan => ({
      ...plan,
      rolloutsVersion: rolloutsVersion(versions, plan.name, plan.rolloutsVersion),
    }));
    this.agenda = new Agenda(clock);
    for (const { name, namespace, version } of services) {
      this.builds.publish(namespace, name, version, 'good');
    }
  }

  /** What was never built here runs well. */
  readonly images: ImageBehaviours = image => {
    if (image === backupImage) return { ...behaviours.good, outcome: 'completes', runSeconds: 9 };
    return this.registry.behaviourOf(image) ?? behaviours.good;
  };

  get log() {
    return this.agenda.log;
  }

  next(speed: number) {
    return this.agenda.next(speed);
  }

  rolloutsVersionOf(cluster: string) {
    return this.plans.find(({ name }) => name === cluster)?.rolloutsVersion ?? '1.9.2';
  }

  metricsOf(): MetricLookup {
    return () => undefined;
  }

  open(clusters: StageCluster[]): void {
    this.clusters = clusters;
    this.hands = clusters.map(({ name, api }) => new ClusterHands(name, api, this.builds));
    const pass: Pass = seconds => this.clock.advance(seconds * 1_000);
    playYesterday(this.hands, this.plans, pass);
    this.agenda.note('The day begins.');
  }

  start(): void {
    this.planDay(0);
    this.planTrain();
  }

  stop(): void {
    this.agenda.clear();
    for (const forget of this.waits) forget();
    this.waits.clear();
  }

  /** Plans a day and, well before it ends, the next: there is always a next event. */
  private planDay(startsIn: number): void {
    for (const event of day) {
      const jitter = (2 * this.clock.random() - 1) * jitterSeconds;
      this.agenda.plan(startsIn + event.at + jitter, textOf(event), () => this.perform(event));
    }
    const ahead = startsIn + dayLengthSeconds / 2;
    this.after(ahead, () => this.planDay(dayLengthSeconds / 2));
  }

  private perform(event: DayEvent): string | undefined {
    const service = serviceNamed(event.service);
    const hands = this.handsOn(event.cluster);
    if (event.act === 'scale') {
      hands?.scale(service, event.replicas);
      return `${event.service} on ${event.cluster} was scaled to ${event.replicas}.`;
    }
    const version = hands?.push(service, event.release);
    return `Image ${version} was pushed to ${event.service} on ${event.cluster}.`;
  }

  private planTrain(): void {
    this.after(trainSeconds, () => {
      for (const order of standingOrders) this.keep(order);
      this.planTrain();
    });
  }

  /** One image at most for each look: the next look sees what it did. */
  private keep(order: StandingOrder): void {
    const api = this.clusters.find(({ name }) => name === order.cluster)?.api;
    if (!api) return;
    const rollouts = services.filter(({ kind }) => kind === 'rollout');
    const standings = new Map(rollouts.map(service => [service.name, standingOf(api, service)]));
    const standing = [...standings.values()].filter(found => found === order.standing).length;
    const idle = order.services.find(name => standings.get(name) === 'healthy');
    if (standing >= order.atLeast || !idle) return;
    const event: DayEvent = {
      at: 0,
      cluster: order.cluster,
      service: idle,
      act: 'push',
      release: order.release,
    };
    this.agenda.note(this.perform(event));
  }

  private after(seconds: number, act: () => void): void {
    const forget = this.clock.after(seconds * 1_000, () => {
      this.waits.delete(forget);
      act();
    });
    this.waits.add(forget);
  }

  private handsOn(cluster: string): ClusterHands | undefined {
    return this.hands.find(hands => hands.cluster === cluster);
  }
}

function textOf(event: DayEvent): string {
  const where = `${event.service} on ${event.cluster}`;
  return event.act === 'push' ? `image push to ${where}` : `${where} scaled to ${event.replicas}`;
}
