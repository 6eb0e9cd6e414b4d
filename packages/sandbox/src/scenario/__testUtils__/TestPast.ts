import type { HistoryClock } from '../../clock/HistoryClock';
import type { ManualClock } from '../../clock/ManualClock';
import { startControllers } from '../../controllers/startControllers';
import { ObjectStore } from '../../kubernetes';
import type { KubeObject } from '../../kubernetes/types';
import type { Scenario } from '../Scenario';

const hour = 3_600_000;

/** A cluster with a past, played to the present of a clock that is moved by hand. */
export class TestPast {
  readonly api: ObjectStore;
  /** What controllers ran into. */
  readonly errors: unknown[] = [];
  readonly stop: () => void;

  constructor(
    scenario: Scenario,
    cluster: string,
    readonly clock: ManualClock,
    historyOf: (ago: number) => HistoryClock,
  ) {
    const past = scenario.pastOf?.(cluster);
    if (!past) throw new RangeError(`${cluster} has no past`);
    const history = historyOf(past.ago);
    this.api = new ObjectStore({ clock: history });
    for (const definition of past.definitions) {
      this.api.create('customresourcedefinitions.apiextensions.k8s.io', definition);
    }
    const { stop, setKubelet } = startControllers({
      api: this.api,
      clock: history,
      images: scenario.images,
      metrics: scenario.metricsOf(cluster),
      options: { onError: (...what) => this.errors.push(what) },
    });
    this.stop = stop;
    past.play({ name: cluster, api: this.api, setKubelet }, history);
  }

  readonly ageHours = ({ metadata }: KubeObject) =>
    (this.clock.now().getTime() - Date.parse(metadata.creationTimestamp)) / hour;

  /** All objects of a resource as one text. */
  readonly textOf = (resource: string) => JSON.stringify(this.api.list(resource));
}
