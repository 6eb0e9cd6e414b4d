import { at, jsonEqual, textAt } from '../../kubernetes/json';
import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { stamp } from '../moments';
import { type WorkQueue } from '../WorkQueue';

const apiServices = 'apiservices.apiregistration.k8s.io';
/** Between two looks at servers behind the API server. */
const period = 30_000;

/** What the aggregator finds out about a server: its condition `Available`. */
interface Told {
  status: 'True' | 'False';
  reason: string;
  message: string;
}

const passed: Told = { status: 'True', reason: 'Passed', message: 'all checks passed' };

/** kube-aggregator: says of each APIService whether somebody is behind it. */
export class ApiServiceController {
  private readonly queue: WorkQueue;

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue('apiservice', key => this.reconcile(key), 50);
  }

  start(): void {
    this.cluster.informer(apiServices).onEvent(({ object, type }) => {
      if (type !== 'DELETED') this.queue.add(object.metadata.name);
    });
    this.cluster.informer('endpoints').onEvent(() => {
      for (const { metadata } of this.cluster.informer(apiServices).list()) this.queue.add(metadata.name);
    });
  }

  private reconcile(name: string): void {
    const stored = this.cluster.informer(apiServices).byKey(name);
    if (!stored) return;
    const told = this.look(stored);
    if (told.status === 'False') this.queue.addAfter(name, period);
    const before = at(stored, 'status', 'conditions', '0');
    const same = textAt(before, 'status') === told.status;
    const lastTransitionTime =
      (same && textAt(before, 'lastTransitionTime')) || stamp(this.cluster.clock.now());
    const conditions = [{ type: 'Available', lastTransitionTime, ...told }];
    if (jsonEqual(conditions, at(stored, 'status', 'conditions'))) return;
    this.cluster.apiAs('kube-apiserver').update(apiServices, { ...stored, status: { conditions } }, 'status');
  }

  private look(stored: KubeObject): Told {
    const name = textAt(stored, 'spec', 'service', 'name');
    const namespace = textAt(stored, 'spec', 'service', 'namespace') ?? '';
    if (name === undefined) return passed;
    const where = `service/${name} in ${JSON.stringify(namespace)}`;
    if (!this.cluster.informer('services').get(namespace, name)) {
      return { status: 'False', reason: 'ServiceNotFound', message: `${where} is not present` };
    }
    const subsets = at(this.cluster.informer('endpoints').get(namespace, name), 'subsets');
    const ready = Array.isArray(subsets) && subsets.some(each => at(each, 'addresses', '0') !== undefined);
    const message = `endpoints for ${where} have no addresses with port name "https"`;
    return ready ? passed : { status: 'False', reason: 'MissingEndpoints', message };
  }
}
