import type { Unseen } from '@greenroom/plugin-cluster-health-common';
import { clusterRowKey, MOST_PROBLEMS } from '@greenroom/plugin-cluster-health-common';
import { type Source, verdictFrom, verdictSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';
import type { Claimed } from './Claimed';
import type { EventBook } from './EventBook';
import type { Findings } from './Findings';
import { PageRows } from './PageRows';
import { nodeGroupsOf, type Read, rowOf } from './rowsOf';
import type { UnitReader } from './UnitReader';
import { unitOf } from './units';

export interface ClusterPageOptions {
  cluster: string;
  reader: UnitReader;
  findings: Findings;
  claimed: Claimed;
  book: EventBook;
  /** What a section says is other than before; by its `sectionId`. */
  touchSection(id: string): void;
}

/** The rows of one cluster's page, made again only where something was touched. */
export class ClusterPage {
  readonly rows = new PageRows();
  readonly #options: ClusterPageOptions;
  /** Ids of units. */
  readonly #touched = new Set<string>();

  constructor(options: ClusterPageOptions) {
    this.#options = options;
  }

  /** @param id - `unitId` of what has a row */
  touch(id: string): void {
    this.#touched.add(id);
  }

  /**
   * What rows are made of.
   *
   * @param unseen - of the whole cluster
   */
  read(unseen: readonly Unseen[]): Read {
    const { cluster, reader, findings, claimed } = this.#options;
    return { ...reader.around, cluster, findings, claimed, unseen };
  }

  /** Puts what is other than before until `isLate`. Whether nothing is left. */
  settle(
    read: Read,
    { source, now, isLate }: { source: Source; now: number; isLate: () => boolean },
  ): boolean {
    const settled = this.#options.findings.settle(isLate);
    if (!settled) {
      return false;
    }
    settled.groups.forEach(id => this.#touched.add(id));
    if (settled.problems.size > 0) {
      this.#putProblems();
    }
    for (const id of this.#touched) {
      this.#touched.delete(id);
      this.#putRow(id, read, source, now);
      if (isLate()) {
        break;
      }
    }
    this.rows.replace('node-pool', nodeGroupsOf(read), 'cluster-autoscaler');
    this.#putEvents();
    return this.#touched.size === 0;
  }

  #putRow(id: string, read: Read, source: Source, now: number): void {
    const { claimed, touchSection } = this.#options;
    const made = rowOf(unitOf(id), read, now);
    if (made) {
      this.rows.put(made.key, made.row && believed(made.row, source));
    }
    claimed.sectionsOf(id).forEach(touchSection);
  }

  #putEvents(): void {
    const { book, cluster } = this.#options;
    if (book.settle()) {
      const lines = book.newest().map(({ namespace, line }) => {
        const key = clusterRowKey({ cluster, namespace }, 'event', line.id);
        return [key, line] as const;
      });
      this.rows.replace('event', new Map(lines));
    }
  }

  /** All are counted in the summary; a page that held a sentence for each of 50,000 workloads would show none of them. */
  #putProblems(): void {
    const told = new Map<string, object>();
    const counts = new Map<string | undefined, number>();
    for (const problem of this.#options.findings.problems) {
      const { namespace } = problem.object;
      const count = (counts.get(namespace) ?? 0) + 1;
      counts.set(namespace, count);
      if (count <= MOST_PROBLEMS) {
        told.set(this.#problemKey(problem.id), problem);
      }
    }
    this.rows.replace('problem', told);
  }

  /** An id is `rule/kind/namespace/name`, and the cause. */
  #problemKey(id: string): string {
    const namespace = id.split('/')[2] || undefined;
    return clusterRowKey({ cluster: this.#options.cluster, namespace }, 'problem', id);
  }
}

const withVerdict = z.object({ verdict: verdictSchema });

/** Never well from a cluster that is not live. */
function believed(row: object, source: Source): object {
  if (source.freshness === 'live') {
    return row;
  }
  const { data } = withVerdict.safeParse(row);
  return data && data.verdict.state !== 'unknown'
    ? { ...row, verdict: verdictFrom(data.verdict, [source]) }
    : row;
}
