import type { ScaledClock } from '../clock/ScaledClock';
import type { MetricLookup } from '../controllers/ImageBehaviour';
import type { ImageRegistry } from '../images/ImageRegistry';
import type { ObjectApi } from '../kubernetes/types';
import type { Selector } from '../prometheus/parseQuery';
import { Prometheus } from '../prometheus/Prometheus';
import type { PrometheusOf } from '../prometheus/PrometheusServer';
import type { Series } from '../prometheus/Series';
import { serviceSeries } from '../prometheus/serviceSeries';

export interface MetricsWorld {
  clock: ScaledClock;
  seed: number;
  registry: ImageRegistry;
  scenario: { metricsOf(cluster: string): MetricLookup };
}

/** A cluster that can be asked; one that sleeps wakes up by it. */
export interface MetricsPlace {
  name: string;
  readonly isAwake: boolean;
  readonly api: ObjectApi;
}

/** What Prometheus has of each cluster: what its scenario says, else what its Services are measured at. */
export class ClusterMetrics {
  constructor(private readonly world: MetricsWorld) {}

  /** The cluster's own. */
  of(name: string, api: ObjectApi): Prometheus {
    return new Prometheus((selector, text) => this.seriesOf({ name, api }, selector, text));
  }

  /** Those of these clusters, as a server serves them. */
  all(places: () => readonly MetricsPlace[]): PrometheusOf {
    const together = new Prometheus((selector, text) =>
      places()
        .filter(({ isAwake }) => isAwake)
        .flatMap(place =>
          this.seriesOf(place, withoutCluster(selector), text).map(series => ({
            ...series,
            labels: { ...series.labels, cluster: place.name },
          })),
        ),
    );
    return name => {
      if (name === undefined) return together;
      const place = places().find(each => each.name === name);
      return place && this.of(name, place.api);
    };
  }

  private seriesOf(
    { name, api }: Pick<MetricsPlace, 'name' | 'api'>,
    selector: Selector,
    text: string,
  ): Series[] {
    const { clock, registry, scenario, seed } = this.world;
    const known = scenario.metricsOf(name)(text, {});
    if (known !== undefined) return [{ labels: selector.equal, valueAt: () => known }];
    return serviceSeries({ api, registry, seed, clock }, selector);
  }
}

/** The label that is put on where several clusters are asked together. */
function withoutCluster({ matchers, ...selector }: Selector): Selector {
  return { ...selector, matchers: matchers.filter(({ label }) => label !== 'cluster') };
}
