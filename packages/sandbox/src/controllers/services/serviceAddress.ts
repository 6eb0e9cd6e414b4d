import type { ObjectApi } from '../../kubernetes/types';
import { type Pod, readPod } from '../pods/podView';
import { backendsOf } from './endpoints';
import { readService, selects } from './serviceView';

/** A name in the cluster's DNS, as a pod of that namespace may call it. */
const serviceName = /^([a-z][a-z0-9-]*)(?:\.([a-z0-9-]+)(?:\.svc(?:\.cluster\.local)?)?)?$/;

/** Who is behind the address of a Service. */
export interface ServiceAddress {
  clusterIP: string;
  /** Pods that take connections on the port; none where the Service has not that port. */
  pods: readonly Pod[];
}

/**
 * Whom a process in the cluster reaches by a name.
 * @param from the namespace of that process
 * @returns nothing for a name that no Service has
 */
export function serviceAddress(
  api: ObjectApi,
  { hostname, port, from }: { hostname: string; port: number; from: string },
): ServiceAddress | undefined {
  const [, name, namespace = from] = serviceName.exec(hostname) ?? [];
  const stored = name && api.get({ resource: 'services', namespace, name });
  if (!stored) return undefined;
  const service = readService(stored);
  const { clusterIP = '' } = service.spec;
  if (!service.spec.ports.some(each => each.port === port)) return { clusterIP, pods: [] };
  const selected = api
    .list('pods', { namespace })
    .filter(pod => selects(service, readPod(pod).metadata.labels));
  const ready = backendsOf(service, selected).filter(backend => backend.ready);
  return { clusterIP, pods: ready.map(({ pod }) => pod) };
}
