import { type KubeObject } from '../../kubernetes/types';
import { isReady, readPod, type Pod } from '../pods/podView';
import { asJson, type JsonObject } from '../views';
import { type Service } from './serviceView';

interface Backend {
  pod: Pod;
  ip: string;
  ready: boolean;
  serving: boolean;
  terminating: boolean;
}

/** Pods that a Service may send to, by address. */
export function backendsOf(service: Service, pods: KubeObject[]): Backend[] {
  return pods
    .map(readPod)
    .flatMap(pod => {
      const { podIP, phase } = pod.status;
      if (!podIP || phase === 'Succeeded' || phase === 'Failed') return [];
      const terminating = !!pod.metadata.deletionTimestamp;
      const serving = isReady(pod) || service.spec.publishNotReadyAddresses;
      return [{ pod, ip: podIP, ready: serving && !terminating, serving, terminating }];
    })
    .sort((a, b) => (a.ip < b.ip ? -1 : 1));
}

function target({ metadata }: Pod): JsonObject {
  return { kind: 'Pod', namespace: metadata.namespace, name: metadata.name, uid: metadata.uid };
}

/** A port by its number, or by the name a container gives it. */
function numberOf(port: Service['spec']['ports'][number], pod: Pod | undefined): number {
  const wanted = port.targetPort ?? port.port;
  if (typeof wanted === 'number') return wanted;
  const ports = pod?.spec.containers.flatMap(container => container.ports) ?? [];
  return ports.find(({ name }) => name === wanted)?.containerPort ?? port.port;
}

function portsOf(service: Service, pod: Pod | undefined): JsonObject[] {
  return service.spec.ports.map(port =>
    asJson({
      name: port.name ?? '',
      port: numberOf(port, pod),
      protocol: port.protocol,
      appProtocol: port.appProtocol,
    }),
  );
}

/** `subsets` of an Endpoints object. */
export function subsetsOf(service: Service, backends: Backend[]): JsonObject[] {
  const address = ({ ip, pod }: Backend) =>
    asJson({ ip, nodeName: pod.spec.nodeName, targetRef: target(pod) });
  const addresses = backends.filter(({ ready }) => ready).map(address);
  const notReadyAddresses = backends.filter(({ ready, terminating }) => !ready && !terminating).map(address);
  if (addresses.length + notReadyAddresses.length === 0) return [];
  const ports = portsOf(service, backends[0]?.pod).map(({ name, ...port }) => ({
    ...(name !== '' && { name }),
    ...port,
  }));
  return [
    {
      ...(addresses.length && { addresses }),
      ...(notReadyAddresses.length && { notReadyAddresses }),
      ...(ports.length && { ports }),
    },
  ];
}

/** `endpoints` and `ports` of an EndpointSlice. */
export function sliceOf(service: Service, backends: Backend[]): JsonObject {
  return {
    endpoints: backends.map(({ ip, pod, ready, serving, terminating }) =>
      asJson({
        addresses: [ip],
        conditions: { ready, serving, terminating },
        nodeName: pod.spec.nodeName,
        targetRef: target(pod),
      }),
    ),
    ports: portsOf(service, backends[0]?.pod),
  };
}
