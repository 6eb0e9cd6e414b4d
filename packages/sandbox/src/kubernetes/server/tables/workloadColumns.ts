import { at } from '../../json';
import type { KubeObject } from '../../types';
import {
  ageColumn,
  field,
  integer,
  list,
  nameColumn,
  selectorCell,
  selectorColumn,
  templateColumns,
  type Column,
} from './columns';
import { ageOf } from './duration';

const template = templateColumns('spec.template');

function number(object: KubeObject, ...path: string[]): number {
  return Number(at(object, ...path) ?? 0);
}

const readyOfDesired: Column = {
  name: 'Ready',
  cell: object => `${number(object, 'status', 'readyReplicas')}/${number(object, 'spec', 'replicas')}`,
};

export const workloadColumns: Record<string, Column[]> = {
  'deployments.apps': [
    nameColumn,
    readyOfDesired,
    field('Up-to-date', 'status.updatedReplicas', 0),
    field('Available', 'status.availableReplicas', 0),
    ageColumn,
    ...template,
    selectorColumn,
  ],
  'replicasets.apps': [
    nameColumn,
    integer('Desired', 'spec.replicas'),
    integer('Current', 'status.replicas'),
    integer('Ready', 'status.readyReplicas'),
    ageColumn,
    ...template,
    selectorColumn,
  ],
  'statefulsets.apps': [nameColumn, readyOfDesired, ageColumn, ...template],
  'daemonsets.apps': [
    nameColumn,
    integer('Desired', 'status.desiredNumberScheduled'),
    integer('Current', 'status.currentNumberScheduled'),
    integer('Ready', 'status.numberReady'),
    integer('Up-to-date', 'status.updatedNumberScheduled'),
    integer('Available', 'status.numberAvailable'),
    {
      name: 'Node Selector',
      cell: object => selectorCell(at(object, 'spec', 'template', 'spec', 'nodeSelector')),
    },
    ageColumn,
    ...template,
    selectorColumn,
  ],
  'jobs.batch': [
    nameColumn,
    { name: 'Status', cell: jobStatus },
    {
      name: 'Completions',
      cell: job => `${number(job, 'status', 'succeeded')}/${number(job, 'spec', 'completions')}`,
    },
    { name: 'Duration', cell: jobDuration },
    ageColumn,
    ...template,
    selectorColumn,
  ],
  'cronjobs.batch': [
    nameColumn,
    field('Schedule', 'spec.schedule'),
    field('Timezone', 'spec.timeZone', '<none>'),
    field('Suspend', 'spec.suspend', false, { type: 'boolean' }),
    { name: 'Active', type: 'integer', cell: job => list(at(job, 'status', 'active')).length },
    {
      name: 'Last Schedule',
      cell: (job, now) => {
        const last = at(job, 'status', 'lastScheduleTime');
        return last === undefined ? '<none>' : ageOf(last, now);
      },
    },
    ageColumn,
    ...templateColumns('spec.jobTemplate.spec.template'),
    selectorColumn,
  ],
};

function jobStatus(job: KubeObject): string {
  const conditions = list(at(job, 'status', 'conditions'));
  const holds = (type: string) =>
    conditions.some(each => at(each, 'type') === type && at(each, 'status') === 'True');
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  if (job.metadata.deletionTimestamp) return 'Terminating';
  return holds('Suspended') ? 'Suspended' : 'Running';
}

function jobDuration(job: KubeObject, now: number): string {
  const start = at(job, 'status', 'startTime');
  const end = at(job, 'status', 'completionTime');
  if (start === undefined) return '';
  return ageOf(start, typeof end === 'string' ? Date.parse(end) : now);
}
