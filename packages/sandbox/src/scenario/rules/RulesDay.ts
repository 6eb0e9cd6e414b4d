import type { HistoryClock } from '../../clock/HistoryClock';
import type { ImageBehaviour, ImageBehaviours, MetricLookup } from '../../controllers/ImageBehaviour';
import type { RolloutsVersions, Past, Scenario, StageCluster } from '../Scenario';
import { rolloutsVersion } from '../rolloutsVersion';
import { StackHands } from '../stacks/StackHands';
import { nodeTroubles } from './nodeTroubles';
import { smallTroubles, storageTroubles } from './storageTroubles';
import { behaviours, type Troubles } from './Troubles';
import { workTroubles } from './workTroubles';

const hour = 3_600_000;
const ageHours = 90 * 24;
const all: readonly Troubles[] = [workTroubles, nodeTroubles, storageTroubles, smallTroubles];
/** The five stacks' clusters, so that the same configuration of the portal fits; nothing is in the others. */
const names = ['eks-prod', 'eks-staging', 'eks-dev', 'scw-par-1', 'eks-canary', 'eks-whale', 'metal-1'];
const utilization = /^pod_utilization\{resource="cpu",namespace="([^"]+)",name="([^"]+)"\}$/;
const fill = /^volume_fill\{namespace="([^"]+)",name="([^"]+)"\}$/;

/** A world in which everything is wrong once that somebody who reads clusters should find. */
export class RulesDay implements Scenario {
  readonly name = 'each rule once';
  readonly log = [];
  readonly clusterNames = names;
  private readonly hands = new Map<string, StackHands>();
  private readonly changed = new Map<string, ImageBehaviour>();

  constructor(private readonly versions: RolloutsVersions = {}) {}

  readonly images: ImageBehaviours = reference => this.changed.get(reference) ?? behaviours[reference];

  rolloutsVersionOf(cluster: string) {
    return rolloutsVersion(this.versions, cluster);
  }

  metricsOf(cluster: string): MetricLookup {
    return query => {
      const [, namespace, name] = utilization.exec(query) ?? fill.exec(query) ?? [];
      return name === undefined ? undefined : this.hands.get(cluster)?.loadOf(`${namespace}/${name}`);
    };
  }

  pastOf(cluster: string): Past {
    const troubles = all.find(each => each.cluster === cluster);
    return {
      ago: ageHours * hour,
      definitions: troubles?.definitions ?? [],
      play: (stage, clock) => this.play(troubles, stage, clock),
    };
  }

  open(): void {}

  start(): void {}

  stop(): void {}

  next() {
    return undefined;
  }

  private play(troubles: Troubles | undefined, stage: StageCluster, clock: HistoryClock): void {
    const hands = new StackHands(stage.api, clock, stage.setKubelet);
    this.hands.set(stage.name, hands);
    troubles?.play(hands, (image, behaviour) => this.changed.set(image, behaviour));
    hands.arrive();
  }
}
