import { at, jsonEqual, textAt } from '../../kubernetes/json';
import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { fnv32a } from '../hashing';
import { keyOf } from '../Informer';
import { type WorkQueue } from '../WorkQueue';

const ingresses = 'ingresses.networking.k8s.io';
const groupAnnotation = 'alb.ingress.kubernetes.io/group.name';
const classAnnotation = 'kubernetes.io/ingress.class';
/** A balancer that is there takes another rule in a moment; a new one takes the cloud some seconds. */
const quick = 1_500;
const region = 'eu-central-1';

/**
 * What gives an Ingress its address: the AWS load balancer controller that of its group's balancer, ingress-nginx those of
 * its nodes.
 */
export class LoadBalancerController {
  private readonly queue: WorkQueue;

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue('ingress', key => this.reconcile(key), quick);
  }

  start(): void {
    this.cluster.informer(ingresses).onEvent(({ object }) => this.queue.add(keyOf(object)));
    this.cluster.informer('pods').onEvent(({ object, before }) => {
      const moved = textAt(object, 'status', 'hostIP') !== textAt(before, 'status', 'hostIP');
      if (object.metadata.namespace !== 'ingress-nginx' || !moved) return;
      for (const ingress of this.cluster.informer(ingresses).list()) this.queue.add(keyOf(ingress));
    });
  }

  private reconcile(key: string): void {
    const stored = this.cluster.informer(ingresses).byKey(key);
    if (!stored || stored.metadata.deletionTimestamp) return;
    const ingress = this.addressesOf(stored);
    if (!ingress) return;
    if (jsonEqual(at(stored, 'status', 'loadBalancer', 'ingress'), ingress)) return;
    this.cluster.api.update(ingresses, { ...stored, status: { loadBalancer: { ingress } } }, 'status');
    const text = { reason: 'SuccessfullyReconciled', message: 'Successfully reconciled' };
    this.cluster.events.record('ingress', stored, text);
  }

  /** ingress-nginx gives the addresses of the nodes it runs on; of other classes there is nobody. */
  private addressesOf(stored: KubeObject): Address[] | undefined {
    const named =
      textAt(stored, 'spec', 'ingressClassName') ?? stored.metadata.annotations?.[classAnnotation];
    if (named === 'alb') return [{ hostname: hostnameOf(stored) }];
    if (named !== 'nginx') return undefined;
    const pods = this.cluster.informer('pods').in('ingress-nginx');
    const addresses = pods.flatMap(pod => textAt(pod, 'status', 'hostIP') ?? []);
    return addresses.length ? [...new Set(addresses)].sort().map(ip => ({ ip })) : undefined;
  }
}

type Address = { hostname: string } | { ip: string };

/** One balancer for a group; an Ingress in none has its own. */
function hostnameOf({ metadata }: KubeObject): string {
  const group = metadata.annotations?.[groupAnnotation];
  const name = group ?? `${metadata.namespace ?? ''}-${metadata.name}`;
  const short = name.replace(/[^a-z0-9]/g, '').slice(0, 12);
  const [first, second] = [fnv32a(name), fnv32a(`${name} balancer`)];
  return `k8s-${short}-${first.toString(16).padStart(10, '0')}-${second % 1_000_000_000}.${region}.elb.amazonaws.com`;
}
