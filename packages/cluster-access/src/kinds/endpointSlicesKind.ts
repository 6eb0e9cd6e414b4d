import { z } from 'zod';
import type { WatchedKind } from '../types';
import { namespacedMetadata } from './metadata';
import { each, flag, part } from './tolerant';

/** One EndpointSlice: who gets the traffic of a Service, by number. */
export interface EndpointSliceRow {
  uid: string;
  namespace: string;
  name: string;
  /** The Service it is of. */
  service?: string;
  ready: number;
  unready: number;
}

const slice = z.object({
  metadata: namespacedMetadata,
  endpoints: each(z.object({ conditions: part({ ready: flag }) })),
});

const SERVICE = 'kubernetes.io/service-name';

function projectSlice(object: unknown): EndpointSliceRow | undefined {
  const parsed = slice.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, endpoints } = parsed.data;
  // Unsaid is to be taken as ready: discovery.k8s.io/v1, EndpointConditions.
  const unready = endpoints.filter(({ conditions }) => conditions?.ready === false).length;
  return {
    uid: metadata.uid,
    namespace: metadata.namespace,
    name: metadata.name,
    service: metadata.labels?.[SERVICE] || undefined,
    ready: endpoints.length - unready,
    unready,
  };
}

/** EndpointSlices of a cluster. */
export const endpointSlicesKind: WatchedKind<EndpointSliceRow> = {
  type: { group: 'discovery.k8s.io', version: 'v1', resource: 'endpointslices' },
  reads: slice,
  project: projectSlice,
};
