import {
  type ClusterSummary,
  clusterSections,
  parseClusterRowKey,
  type Problem,
  type WorkloadRow,
} from '@greenroom/plugin-cluster-health-common';
import { HealthService, processClock } from '@greenroom/plugin-cluster-health-backend';
import { KubernetesClaims } from '@greenroom/plugin-portal-node';
import { expect } from 'expect';
import { NotRun } from '../../Check';
import type { CheckContext } from '../../CheckContext';
import { eventually } from '../../eventually';

/** How the portal reads the target while somebody looks at it, as its pages are told; of the check's namespace only. */
export class ReadHealth {
  private constructor(
    private readonly health: HealthService,
    private readonly context: CheckContext,
  ) {}

  static of(context: CheckContext): ReadHealth {
    const health = new HealthService({
      clusters: context.portal.clusters,
      entities: new KubernetesClaims(),
      kept: new Set(),
      clock: processClock,
    });
    const stop = health.keepLooking([context.cluster]);
    context.cleanUp(() => {
      stop();
      health.close();
    });
    return new ReadHealth(health, context);
  }

  /** The whole cluster in one line. */
  summary(): ClusterSummary {
    const summary = this.health.cluster(this.context.cluster).summary();
    expect(summary).toBeDefined();
    return clusterSections.summary.parse(summary);
  }

  /** Lines of a section of the cluster's page. @throws ZodError when one is not as pages expect it */
  rows(section: 'workload'): WorkloadRow[];
  rows(section: 'problem'): Problem[];
  rows(section: 'workload' | 'problem'): (WorkloadRow | Problem)[] {
    const rows = [...this.health.cluster(this.context.cluster).rows()];
    return rows.flatMap(([key, row]) => {
      const parsed = parseClusterRowKey(key);
      const isOurs = parsed?.section === section && parsed.place.namespace === this.context.namespace;
      return isOurs ? [clusterSections[section].parse(row)] : [];
    });
  }

  /** Resolves with the workload's line when it is as expected. */
  untilWorkload(name: string, expected: Record<string, unknown>, within?: number): Promise<WorkloadRow> {
    return eventually(() => {
      const [row] = this.rows('workload').filter(one => one.name === name);
      expect(row).toMatchObject(expected);
      return present(row);
    }, within);
  }

  /** Resolves with the problem that a rule found when it is as expected. */
  untilProblem(rule: string, expected: Record<string, unknown>, within = 40_000): Promise<Problem> {
    return eventually(() => {
      const found = this.rows('problem').filter(one => one.rule === rule);
      expect(found).toEqual([expect.objectContaining(expected)]);
      return present(found[0]);
    }, within);
  }
}

function present<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new NotRun('what was just seen is gone');
  }
  return value;
}
