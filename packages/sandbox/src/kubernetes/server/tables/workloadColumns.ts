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
  'controllerrevisions.apps': [
    nameColumn,
    { name: 'Controller', cell: controllerText },
    field('Revision', 'revision'),
    ageColumn,
  ],
  'jobs.batch': [
    nameColumn,
    { name: 'Status', cell: jobStatus },
    { name: 'Completions', cell: completions },
    { name: 'Duration', cell: jobDuration },
    ageColumn,
    ...template,
    selectorColumn,
  ],
  'cronjobs.batch': [
    nameColumn,
    field('Schedule', 'spec.schedule'),
    field('Timezone', 'spec.timeZone', '<none>'),
    {
      name: 'Suspend',
      type: 'boolean',
      cell: job => (at(job, 'spec', 'suspend') === true ? 'True' : 'False'),
    },
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

/** `statefulset.apps/db` */
function controllerText({ metadata }: KubeObject): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  if (!owner) return '<none>';
  const [group] = owner.apiVersion.split('/');
  return `${owner.kind.toLowerCase()}.${group}/${owner.name}`;
}

function jobStatus(job: KubeObject): string {
  const conditions = list(at(job, 'status', 'conditions'));
  const holds = (type: string) =>
    conditions.some(each => at(each, 'type') === type && at(each, 'status') === 'True');
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  if (job.metadata.deletionTimestamp) return 'Terminating';
  const near = ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'];
  return near.find(holds) ?? 'Running';
}

function completions(job: KubeObject): string {
  const succeeded = number(job, 'status', 'succeeded');
  const wanted = at(job, 'spec', 'completions');
  const parallelism = number(job, 'spec', 'parallelism');
  if (wanted !== undefined) return `${succeeded}/${String(wanted)}`;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function jobDuration(job: KubeObject, now: number): string {
  const start = at(job, 'status', 'startTime');
  const end = at(job, 'status', 'completionTime');
  if (start === undefined) return '';
  return ageOf(start, typeof end === 'string' ? Date.parse(end) : now);
}
