import type { DisruptionBudgetRow } from '@greenroom/cluster-access';
import type { ObjectLink } from '@greenroom/plugin-cluster-health-common';
import { workloadKey } from '../about';
import { type Finding, found, NOTHING, type Reading } from '../Finding';
import { linkTo } from '../links';
import { because, counted } from '../words';

export interface BudgetContext {
  /** The workloads whose pods it covers. */
  workloads?: readonly ObjectLink[];
}

type Part = Pick<Finding, 'rule' | 'text' | 'since'>;

/** Whether pods may be evicted, by what the disruption controller wrote (pkg/controller/disruption). */
export function readBudget(row: DisruptionBudgetRow, { workloads = [] }: BudgetContext = {}): Reading {
  const part = row.seen ? read(row) : undefined;
  return part
    ? found({
        ...part,
        object: linkTo('PodDisruptionBudget', row),
        about: { workload: workloads.map(workloadKey), namespace: [row.namespace] },
      })
    : NOTHING;
}

function read(row: DisruptionBudgetRow): Part | undefined {
  const allowed = row.conditions.find(({ type }) => type === 'DisruptionAllowed');
  if (allowed?.reason === 'SyncFailed') {
    const text = because(`disruption budget ${row.name} lets no pod be evicted`, allowed.message);
    return { rule: 'budget-blocks', text, since: allowed.since };
  }
  if (row.pods === 0) {
    return { rule: 'budget-idle', text: `disruption budget ${row.name} covers no pods` };
  }
  if (row.allowed > 0) {
    return undefined;
  }
  const since = allowed?.status === 'False' ? allowed.since : undefined;
  if (row.wanted >= row.pods) {
    const text = `disruption budget ${row.name} never lets a pod be evicted: ${wish(row)} of ${counted(row.pods, 'pod')}`;
    return row.healthy < row.wanted ? short(row, since) : { rule: 'budget-impossible', text };
  }
  return row.healthy < row.wanted ? short(row, since) : blocked(row, since);
}

function wish({ minAvailable, maxUnavailable, wanted }: DisruptionBudgetRow): string {
  if (maxUnavailable !== undefined) {
    return `at most ${maxUnavailable} may be missing`;
  }
  return `at least ${minAvailable ?? wanted} must be there`;
}

function short(row: DisruptionBudgetRow, since: string | undefined): Part {
  const text = `${row.healthy} of ${counted(row.pods, 'pod')} of disruption budget ${row.name} are healthy, it wants ${row.wanted}`;
  return { rule: 'budget-violated', text, since };
}

function blocked(row: DisruptionBudgetRow, since: string | undefined): Part {
  const text = `disruption budget ${row.name} lets no pod be evicted now: ${row.healthy} of ${counted(row.pods, 'pod')} are healthy, it wants ${row.wanted}`;
  return { rule: 'budget-blocks', text, since };
}
