import type { Cluster } from '@greenroom/cluster-access';
import { bySome } from './bySome';
import type { ClusterObjects } from './ClusterObjects';
import type { ClusterPage } from './ClusterPage';
import { readUsage } from './ClusterUsage';
import type { UnitReader } from './UnitReader';
import { linkId, unitId } from './units';

export interface MeterOptions {
  cluster: Pick<Cluster, 'readAll'>;
  objects: ClusterObjects;
  reader: UnitReader;
  page: ClusterPage;
}

/** Asks what is used, and has told anew what says something else of it. */
export class Meter {
  readonly #options: MeterOptions;
  #isAsking = false;

  constructor(options: MeterOptions) {
    this.#options = options;
  }

  /** One question at a time: a cluster that answers slowly is not asked more for it. */
  async read(): Promise<void> {
    if (this.#isAsking) {
      return;
    }
    this.#isAsking = true;
    try {
      await this.#take();
    } finally {
      this.#isAsking = false;
    }
  }

  async #take(): Promise<void> {
    const { cluster, objects, reader, page } = this.#options;
    const { now, nodes, pods } = await readUsage(cluster, reader.usage);
    reader.usage = now;
    nodes.forEach(key => page.touch(unitId({ kind: 'Node', key })));
    await bySome(pods, key => {
      const pod = objects.pods.get(key);
      const owner = pod && objects.joins.ownerOf(pod);
      if (owner) {
        page.touch(linkId(owner));
      }
    });
  }
}
