import { jsonEqual } from '../../kubernetes/json';
import { type KubeObject, type NewObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { randomLetters } from '../hashing';
import { keyOf } from '../Informer';
import { readPod } from '../pods/podView';
import { type WorkQueue } from '../WorkQueue';
import { backendsOf, sliceOf, subsetsOf } from './endpoints';
import { readService, selects, type Service } from './serviceView';

const slices = 'endpointslices.discovery.k8s.io';
const serviceLabel = 'kubernetes.io/service-name';

/** Keeps Endpoints and an EndpointSlice of each Service that selects pods. */
export class EndpointsController {
  private readonly queue: WorkQueue;

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue('endpoints', key => this.reconcile(key), 20);
  }

  start(): void {
    this.cluster.informer('services').onEvent(({ object }) => this.queue.add(keyOf(object)));
    this.cluster.informer('pods').onEvent(({ object, before }) => {
      this.queueServicesOf(object);
      if (before && !jsonEqual(before.metadata.labels, object.metadata.labels)) this.queueServicesOf(before);
    });
  }

  private queueServicesOf(pod: KubeObject): void {
    const { labels, namespace } = readPod(pod).metadata;
    for (const service of this.cluster.informer('services').in(namespace)) {
      if (selects(readService(service), labels)) this.queue.add(keyOf(service));
    }
  }

  private reconcile(key: string): void {
    const stored = this.cluster.informer('services').byKey(key);
    if (!stored) {
      const [namespace = '', name = ''] = key.split('/');
      if (this.cluster.api.get({ resource: 'endpoints', namespace, name })) {
        this.cluster.api.delete({ resource: 'endpoints', namespace, name });
      }
      return;
    }
    const service = readService(stored);
    if (!service.spec.selector || service.spec.type === 'ExternalName') return;
    const pods = this.cluster
      .informer('pods')
      .in(service.metadata.namespace)
      .filter(pod => selects(service, readPod(pod).metadata.labels));
    const backends = backendsOf(service, pods);
    this.writeEndpoints(service, subsetsOf(service, backends));
    this.writeSlice(stored, service, sliceOf(service, backends));
  }

  private writeEndpoints({ metadata }: Service, subsets: NonNullable<ReturnType<typeof subsetsOf>>): void {
    const { namespace, name, labels } = metadata;
    const known = this.cluster.api.get({ resource: 'endpoints', namespace, name });
    const content = subsets.length ? { subsets } : {};
    if (!known) {
      const meta = {
        namespace,
        name,
        labels: { ...labels, 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' },
      };
      this.cluster.api.create('endpoints', {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: meta,
        ...content,
      });
    } else if (!jsonEqual(known.subsets ?? [], subsets)) {
      const patch = { subsets: subsets.length ? subsets : null };
      this.cluster.api.patch({ resource: 'endpoints', namespace, name }, patch);
    }
  }

  private writeSlice(stored: KubeObject, service: Service, content: ReturnType<typeof sliceOf>): void {
    const { namespace } = service.metadata;
    const [known] = this.cluster.informer(slices).controlledBy(stored.metadata.uid);
    if (!known) this.cluster.api.create(slices, this.newSlice(service, content));
    else if (!jsonEqual([known.endpoints, known.ports], [content.endpoints, content.ports])) {
      this.cluster.api.patch({ resource: slices, namespace, name: known.metadata.name }, content);
    }
  }

  private newSlice({ metadata }: Service, content: ReturnType<typeof sliceOf>): NewObject {
    const { namespace, name, uid, labels } = metadata;
    return {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: `${name}-${randomLetters(5, () => this.cluster.clock.random())}`,
        generateName: `${name}-`,
        namespace,
        labels: {
          ...labels,
          [serviceLabel]: name,
          'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        },
        ownerReferences: [
          { apiVersion: 'v1', kind: 'Service', name, uid, controller: true, blockOwnerDeletion: true },
        ],
      },
      addressType: 'IPv4',
      ...content,
    };
  }
}
