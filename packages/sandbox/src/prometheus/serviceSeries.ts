import { seededRandom } from '../clock/random';
import type { ScaledClock } from '../clock/ScaledClock';
import { fnv32a } from '../controllers/hashing';
import { type Pod, readPod } from '../controllers/pods/podView';
import { readService, type Service, selects } from '../controllers/services/serviceView';
import type { ImageRegistry } from '../images/ImageRegistry';
import type { Release } from '../images/Release';
import type { ObjectApi } from '../kubernetes/types';
import { type Labels, matchesAll } from './Labels';
import type { Selector } from './parseQuery';
import type { Series } from './Series';

/** From where on and how far up a measure lies. */
type Span = readonly [least: number, width: number];

interface Measure {
  well: Span;
  failing: Span;
}

/** What the recording rules of a golden path's services make of their requests. */
const measures: Readonly<Record<string, Measure>> = {
  'job:success_rate:ratio': { well: [0.9962, 0.0036], failing: [0.951, 0.02] },
  'job:duration_seconds:p99': { well: [0.21, 0.16], failing: [0.78, 0.3] },
};

/** How often the rules are evaluated, in sandbox time. */
const ruleInterval = 10_000;

export interface MeasuredCluster {
  api: ObjectApi;
  registry: Pick<ImageRegistry, 'releaseOf'>;
  /** The same seed measures the same at the same moment. */
  seed: number;
  clock: ScaledClock;
}

/**
 * The measures of every Service of a cluster that has pods behind it: what their images make of it. They begin when the
 * first of these pods was made, and follow the images that are there now.
 */
export function serviceSeries(cluster: MeasuredCluster, { equal, matchers }: Selector): Series[] {
  const name = equal.__name__;
  if (name !== undefined && !Object.hasOwn(measures, name)) return [];
  const services = cluster.api.list('services').map(readService);
  return services.flatMap(service =>
    Object.entries(measures).flatMap(([measured, measure]) => {
      const { namespace, name: called } = service.metadata;
      const labels = { __name__: measured, namespace, service: called };
      if (!matchesAll(matchers, labels)) return [];
      const pods = podsBehind(cluster.api, service);
      return pods.length ? [seriesOf(cluster, { labels, measure, pods })] : [];
    }),
  );
}

function podsBehind(api: ObjectApi, service: Service): Pod[] {
  const pods = api.list('pods', { namespace: service.metadata.namespace }).map(readPod);
  return pods.filter(({ metadata }) => selects(service, metadata.labels));
}

interface Measured {
  labels: Labels;
  measure: Measure;
  pods: readonly Pod[];
}

function seriesOf({ registry, seed, clock }: MeasuredCluster, { labels, measure, pods }: Measured): Series {
  const images = pods.flatMap(({ spec }) => spec.containers.map(({ image }) => image));
  const failing = images.some(image => isFailing(registry.releaseOf(image)));
  const begun = Math.min(...pods.map(({ metadata }) => Date.parse(metadata.creationTimestamp)));
  const identity = JSON.stringify(Object.values(labels));
  const valueAt = (moment: number) => {
    if (moment < begun || moment > clock.now().getTime() + ruleInterval) return undefined;
    const evaluation = Math.floor((clock.elapsed() - clock.since(new Date(moment))) / ruleInterval);
    const chance = seededRandom(fnv32a(`${seed} ${identity} ${evaluation}`))();
    const [least, width] = failing ? measure.failing : measure.well;
    return Math.round((least + chance * width) * 10_000) / 10_000;
  };
  return { labels, valueAt };
}

function isFailing(release: Release): boolean {
  return release === 'failing';
}
