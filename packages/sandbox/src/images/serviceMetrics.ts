import type { MetricLookup } from '../controllers/ImageBehaviour';
import { readPod } from '../controllers/pods/podView';
import { readService, selects } from '../controllers/services/serviceView';
import type { ObjectApi } from '../kubernetes/types';
import type { ImageRegistry } from './ImageRegistry';
import { measure } from './measure';

/** A label of a query, e.g. `service="checkout-preview"`. */
function labelIn(query: string, name: string): string | undefined {
  return new RegExp(`[{,]\\s*${name}="([^"]+)"`).exec(query)?.[1];
}

/**
 * What a cluster's Prometheus says of a service that a query names: what the images of the pods behind it make of it. No
 * value for a service that is not there or has no pods.
 */
export function serviceMetrics(api: ObjectApi, registry: ImageRegistry, random: () => number): MetricLookup {
  return query => {
    const [namespace, name] = [labelIn(query, 'namespace'), labelIn(query, 'service')];
    const stored = namespace && name ? api.get({ resource: 'services', namespace, name }) : undefined;
    if (!stored) return undefined;
    const service = readService(stored);
    const pods = api.list('pods', { namespace }).map(readPod);
    const behind = pods.filter(({ metadata }) => selects(service, metadata.labels));
    const images = behind.flatMap(({ spec }) => spec.containers.map(({ image }) => image));
    const [first] = images;
    if (first === undefined) return undefined;
    const failing = images.some(image => registry.releaseOf(image) === 'failing');
    return measure(query, failing ? 'failing' : 'good', random());
  };
}
