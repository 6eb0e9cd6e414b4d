import type { Cluster } from '@greenroom/cluster-access';
import type { ClusterSummary, Unseen } from '@greenroom/plugin-cluster-health-common';
import { unseenOf } from '../reading';
import { Belief, withoutTime } from './Belief';
import type { ClusterObjects } from './ClusterObjects';
import type { ClusterPage } from './ClusterPage';
import type { EventBook } from './EventBook';
import type { Findings } from './Findings';
import type { ServiceReading } from './serviceOf';
import { summaryOf } from './summaryOf';
import type { ToldSource } from './ToldSource';
import type { UnitReader } from './UnitReader';

export interface SightOptions {
  cluster: Cluster;
  objects: ClusterObjects;
  reader: UnitReader;
  findings: Findings;
  page: ClusterPage;
  book: EventBook;
}

/** What is seen of a cluster as a whole and what is not, and what is made of both. */
export class Sight {
  readonly #options: SightOptions;
  readonly #belief = new Belief();

  constructor(options: SightOptions) {
    this.#options = options;
  }

  /** What is asked for and is not seen. */
  unseen(): Unseen[] {
    const { objects, reader } = this.#options;
    const { unseen } = reader.usage;
    const parts = objects.parts().flatMap(({ name, state }) => unseenOf(name, state) ?? []);
    return unseen ? [...parts, unseen] : parts;
  }

  /** Whether rows, and services, say something else than before because the cluster is believed otherwise. */
  observe(unseen: readonly Unseen[]): boolean {
    return this.#belief.observe(this.#options.cluster.answering(), unseen);
  }

  /** What is not seen though the cluster answers. */
  lost(unseen: readonly Unseen[]): readonly Unseen[] {
    return this.#options.cluster.answering().freshness === 'live' ? unseen : [];
  }

  /** Whether what happens is told as it happens, of everything that there is and that may be seen. */
  isClear(unseen: readonly Unseen[]): boolean {
    const lost = unseen.filter(
      ({ part, why }) => part !== 'metrics' && why !== 'not-installed' && why !== 'denied',
    );
    return this.#options.cluster.answering().freshness === 'live' && lost.length === 0;
  }

  /** What services are read from. */
  serviceReading(unseen: readonly Unseen[]): ServiceReading {
    const { cluster, page, book } = this.#options;
    return {
      ...page.read(unseen),
      title: cluster.title,
      source: withoutTime(cluster.answering()),
      book,
    };
  }

  summary({ told }: ToldSource, unseen: readonly Unseen[]): ClusterSummary {
    const { cluster, reader, findings, page } = this.#options;
    const pools = page.rows.in('node-pool');
    return summaryOf({ reader, findings, pools, cluster, source: withoutTime(told), unseen });
  }
}
