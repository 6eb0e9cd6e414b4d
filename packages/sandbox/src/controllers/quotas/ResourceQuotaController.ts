import { written } from '../../kubernetes/admission/builtIn/amounts';
import { usedOf } from '../../kubernetes/admission/builtIn/quotas';
import { countedResources } from '../../kubernetes/admission/builtIn/usage';
import { jsonEqual } from '../../kubernetes/json';
import { StatusError } from '../../kubernetes/StatusError';
import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { keyOf, type Informer } from '../Informer';
import { asJson, jsonObject } from '../views';
import { type WorkQueue } from '../WorkQueue';

const quotas = 'resourcequotas';

/** Says in each quota's status how much of it is taken. */
export class ResourceQuotaController {
  private readonly queue: WorkQueue;
  private readonly watched = new Set<string>();

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue('resourcequota-controller', key => this.reconcile(key), 50);
  }

  start(): void {
    this.cluster.informer(quotas).onEvent(({ type, object }) => {
      if (type === 'DELETED') return;
      for (const word of Object.keys(hardOf(object)))
        countedResources(word).forEach(each => this.watch(each));
      this.queue.add(keyOf(object));
    });
  }

  /** Only what some quota counts. */
  private watch(resource: string): void {
    if (this.watched.has(resource)) return;
    this.watched.add(resource);
    this.objects(resource)?.onEvent(({ object }) => {
      const { namespace } = object.metadata;
      if (!namespace) return;
      for (const quota of this.cluster.informer(quotas).in(namespace)) this.queue.add(keyOf(quota));
    });
  }

  /** Undefined for what the server does not have: nothing of it is taken. */
  private objects(resource: string): Informer | undefined {
    try {
      return this.cluster.informer(resource);
    } catch (error) {
      if (error instanceof StatusError) return undefined;
      throw error;
    }
  }

  private reconcile(key: string): void {
    const stored = this.cluster.informer(quotas).byKey(key);
    if (!stored) return;
    const { namespace = '', name } = stored.metadata;
    const used = usedOf(stored, resource => this.objects(resource)?.in(namespace) ?? []);
    const status = asJson({
      hard: hardOf(stored),
      used: Object.fromEntries(Object.entries(used).map(([word, amount]) => [word, written(amount)])),
    });
    if (jsonEqual(status, stored.status)) return;
    const current = this.cluster.informer(quotas).get(namespace, name) ?? stored;
    this.cluster.api.update(quotas, { ...current, status }, 'status');
  }
}

function hardOf({ spec }: KubeObject) {
  return jsonObject.catch({}).parse(spec?.hard);
}
