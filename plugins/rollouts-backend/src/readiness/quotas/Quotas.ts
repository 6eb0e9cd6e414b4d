import {
  type Cluster,
  type Clusters,
  type PodNeeds,
  type QuotaRow,
  quotasKind,
} from '@greenroom/cluster-access';
import { type Room, roomIn } from './room';

/** The quotas of every cluster: followed from its making on, as they are asked about at the moment of a promotion. */
export class Quotas {
  readonly #clusters: Clusters;

  constructor(clusters: Clusters) {
    this.#clusters = clusters;
    clusters.all().forEach(cluster => cluster.watch(quotasKind));
  }

  /** How many more pods that need so much a namespace has room for. @throws NotFoundError naming the configured clusters */
  room(cluster: string, namespace: string, needs: PodNeeds | undefined): Room {
    const found = this.#clusters.get(cluster);
    const quotas = found.watch(quotasKind);
    const { freshness, reason } = quotas.state;
    if (freshness === 'not-installed') {
      return roomIn([]);
    }
    return freshness === 'live'
      ? roomIn(inNamespace(quotas.rows().values(), namespace), needs)
      : { known: false, why: whyNot(found, freshness, reason) };
  }
}

function inNamespace(rows: Iterable<QuotaRow>, namespace: string): QuotaRow[] {
  return [...rows].filter(row => row.namespace === namespace);
}

function whyNot({ title }: Cluster, freshness: string, reason: string | undefined): string {
  return freshness === 'denied'
    ? `the portal may not list resourcequotas of ${title}`
    : `resourcequotas of ${title}: ${reason ?? freshness}`;
}
