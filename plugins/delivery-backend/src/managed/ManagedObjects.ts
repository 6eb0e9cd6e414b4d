import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { type Clusters, tolerant } from '@greenroom/cluster-access';
import {
  allowedActs,
  type Application,
  INSTANCE_LABEL,
  type Managed,
  TRACKING_ID,
} from '@greenroom/plugin-delivery-common';
import { z } from 'zod';
import type { DeliveryService } from '../DeliveryService';
import { type Tracked, trackedBy } from './tracking';

/** Kinds that can be asked about. */
export const managedKinds = ['rollout', 'canary', 'deployment', 'statefulset', 'daemonset'] as const;

export interface ManagedRef {
  cluster: string;
  namespace: string;
  kind: (typeof managedKinds)[number];
  name: string;
}

const types = {
  rollout: { group: 'argoproj.io', version: 'v1alpha1', resource: 'rollouts', kind: 'Rollout' },
  canary: { group: 'flagger.app', version: 'v1beta1', resource: 'canaries', kind: 'Canary' },
  deployment: { group: 'apps', version: 'v1', resource: 'deployments', kind: 'Deployment' },
  statefulset: { group: 'apps', version: 'v1', resource: 'statefulsets', kind: 'StatefulSet' },
  daemonset: { group: 'apps', version: 'v1', resource: 'daemonsets', kind: 'DaemonSet' },
} as const;

const objectSchema = z.object({
  metadata: z.object({ labels: tolerant.texts, annotations: tolerant.texts }),
});

const unmanaged = {
  managed: false,
  automated: false,
  selfHeal: false,
  wouldRevert: false,
  revert: { allowed: false, why: 'No Application of Argo CD manages it' },
};

/** Whether GitOps manages a live object, as the object itself says. */
export class ManagedObjects {
  readonly #clusters: Clusters;
  readonly #delivery: Pick<DeliveryService, 'entries' | 'source' | 'installed'>;

  constructor(clusters: Clusters, delivery: Pick<DeliveryService, 'entries' | 'source' | 'installed'>) {
    this.#clusters = clusters;
    this.#delivery = delivery;
  }

  /** @throws NotFoundError for an object that is not there, ServiceUnavailableError when its cluster can not tell */
  async of(ref: ManagedRef): Promise<Managed> {
    const sources = [this.#delivery.source(ref.cluster)];
    if (!this.#delivery.installed(ref.cluster)) {
      return { ...unmanaged, why: `${ref.cluster} has no Argo CD: what is changed by hand stays.`, sources };
    }
    const tracked = await this.#tracked(ref);
    if (!tracked) {
      return { ...unmanaged, why: 'No Application manages it: what is changed by hand stays.', sources };
    }
    const application = this.#find(ref.cluster, tracked);
    return application
      ? { ...managedBy(application), sources }
      : { ...unmanaged, managed: true, why: lostWords(tracked, ref.cluster), sources };
  }

  async #tracked({ cluster, namespace, kind, name }: ManagedRef): Promise<Tracked | undefined> {
    const { kind: written, ...type } = types[kind];
    try {
      const { metadata } = await this.#clusters.get(cluster).read({ type, namespace, name }, objectSchema);
      const { labels = {}, annotations = {} } = metadata;
      return trackedBy({ group: type.group, kind: written, namespace, name, labels, annotations });
    } catch (error) {
      // It is the portal that may not, not the person who asks.
      throw error instanceof NotAllowedError ? new ServiceUnavailableError(error.message) : error;
    }
  }

  #find(cluster: string, { name, namespace }: Tracked): Application | undefined {
    const found = [...this.#delivery.entries().values()].find(
      ({ application }) =>
        application.cluster === cluster &&
        application.name === name &&
        (namespace === undefined || application.namespace === namespace),
    );
    return found?.application;
  }
}

function managedBy(application: Application): Omit<Managed, 'sources'> {
  const { cluster, namespace, name, automated, selfHeal } = application;
  return {
    managed: true,
    application: { cluster, namespace, name },
    automated,
    selfHeal,
    wouldRevert: automated && selfHeal,
    why: consequence(application),
    revert: allowedActs(application).revert,
  };
}

function consequence({ name, automated, selfHeal }: Application): string {
  if (automated && selfHeal) {
    return `Argo CD keeps it as git has it (Application ${name}): what is changed by hand is taken back within seconds.`;
  }
  return automated
    ? `Argo CD manages it (Application ${name}): what is changed by hand stays until the next commit is synced.`
    : `Argo CD manages it (Application ${name}): what is changed by hand stays until somebody syncs it.`;
}

function lostWords({ name }: Tracked, cluster: string): string {
  return `It says that Application ${name} manages it (${TRACKING_ID} or ${INSTANCE_LABEL}), and ${cluster} has none of that name: an Argo CD elsewhere may take back what is changed by hand.`;
}
