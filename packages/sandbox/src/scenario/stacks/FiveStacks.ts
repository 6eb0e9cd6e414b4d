import type { HistoryClock } from '../../clock/HistoryClock';
import type { ScaledClock } from '../../clock/ScaledClock';
import type { ImageBehaviours, MetricLookup } from '../../controllers/ImageBehaviour';
import { behaviours } from '../../images/Release';
import { stackDatabases } from '../../postgres/plans';
import { stackVaults } from '../../vault/plans';
import type { AwsWorld } from '../../aws/world/AwsWorld';
import type { LogEntry } from '../Agenda';
import { stacksAws } from '../databases/accounts';
import { AwsDay } from '../databases/AwsDay';
import type { FaultSwitch, Past, Scenario, StageCluster } from '../Scenario';
import { conduit } from './conduit';
import { coursework } from './coursework/coursework';
import { rememberry } from './rememberry';
import type { Stack } from './Stack';
import { StackHands } from './StackHands';
import { WeakLine } from './WeakLine';
import { whale } from './whale';

const stacks: readonly Stack[] = [rememberry, conduit, whale, coursework];
const utilization = /^pod_utilization\{resource="cpu",namespace="([^"]+)",name="([^"]+)"\}$/;

/** The storefront's day, and beside it the other four stacks, each on a cluster of its own that has its own past. */
export class FiveStacks implements Scenario {
  readonly name = 'a day at five stacks';
  readonly clusterNames: string[];
  readonly aws = stacksAws;
  readonly databases = stackDatabases;
  readonly vaults = stackVaults;
  private line: WeakLine | undefined;
  private awsDay: AwsDay | undefined;
  private readonly hands = new Map<string, StackHands>();

  constructor(
    private readonly clock: ScaledClock,
    private readonly storefront: Scenario,
  ) {
    this.clusterNames = [...storefront.clusterNames, ...stacks.map(({ cluster }) => cluster)];
  }

  get deploysFromGit() {
    return this.storefront.deploysFromGit;
  }

  get log(): LogEntry[] {
    const all: LogEntry[] = [...this.storefront.log, ...(this.awsDay?.agenda.log ?? [])];
    return all.sort((one, other) => (one.at < other.at ? -1 : 1));
  }

  readonly images: ImageBehaviours = reference => {
    const stack = stacks.find(({ images }) => reference in images);
    const special = stack?.images[reference];
    return special ? { ...behaviours.good, ...special } : this.storefront.images(reference);
  };

  rolloutsVersionOf(cluster: string) {
    return this.storefront.rolloutsVersionOf(cluster);
  }

  metricsOf(cluster: string): MetricLookup {
    if (!stacks.some(stack => stack.cluster === cluster)) return this.storefront.metricsOf(cluster);
    return query => {
      const [, namespace, name] = utilization.exec(query) ?? [];
      return this.hands.get(cluster)?.loadOf(`${namespace}/${name}`);
    };
  }

  pastOf(cluster: string): Past | undefined {
    const stack = stacks.find(each => each.cluster === cluster);
    return (
      stack && {
        ago: stack.ageHours * 3_600_000,
        definitions: stack.definitions,
        play: (stage, clock) => this.play(stack, stage, clock),
      }
    );
  }

  open(clusters: StageCluster[]): void {
    this.storefront.open(clusters);
  }

  start(faultsOf?: (cluster: string) => FaultSwitch, aws?: AwsWorld): void {
    this.storefront.start();
    this.awsDay = aws && new AwsDay(this.clock, aws);
    this.awsDay?.start();
    if (!faultsOf) return;
    this.line = new WeakLine(this.clock, faultsOf(coursework.cluster));
    this.line.start();
  }

  stop(): void {
    this.line?.stop();
    this.awsDay?.stop();
    this.storefront.stop();
  }

  next(speed: number) {
    const events = [this.storefront.next(speed), this.awsDay?.agenda.next(speed)];
    const [soonest] = events
      .flatMap(event => event ?? [])
      .sort((one, other) => one.inSeconds - other.inSeconds);
    return soonest;
  }

  private play(stack: Stack, { api }: StageCluster, clock: HistoryClock): void {
    const hands = new StackHands(api, clock);
    this.hands.set(stack.cluster, hands);
    stack.play(hands);
  }
}
