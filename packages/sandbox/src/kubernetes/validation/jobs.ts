import { at, textAt } from '../json';
import type { StatusCause } from '../StatusError';
import type { KubeObject } from '../types';
import { choice, invalid, notNegative, required } from './causes';
import { podTemplateCauses } from './pods';
import { scheduleProblem } from './schedules';

const POLICIES = ['OnFailure', 'Never'];

export function jobCauses({ spec }: KubeObject): StatusCause[] {
  return jobSpecCauses(spec, 'spec');
}

function jobSpecCauses(spec: unknown, field: string): StatusCause[] {
  const numbers = [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
  ];
  const right = POLICIES.some(each => each === at(spec, 'template', 'spec', 'restartPolicy'));
  const where = `${field}.template.spec.restartPolicy`;
  return [
    ...numbers.flatMap(name => notNegative(`${field}.${name}`, at(spec, name))),
    ...podTemplateCauses(at(spec, 'template'), `${field}.template`),
    ...(right ? [] : [required(where, 'valid values: "OnFailure", "Never"')]),
  ];
}

export function cronJobCauses({ spec }: KubeObject): StatusCause[] {
  const schedule = String(at(spec, 'schedule') ?? '');
  const why = schedule === '' ? undefined : scheduleProblem(schedule);
  return [
    ...(schedule === '' ? [required('spec.schedule')] : []),
    ...(why === undefined ? [] : [invalid('spec.schedule', schedule, why)]),
    ...zoneCauses(textAt(spec, 'timeZone')),
    ...choice('spec.concurrencyPolicy', at(spec, 'concurrencyPolicy'), ['Allow', 'Forbid', 'Replace']),
    ...jobSpecCauses(at(spec, 'jobTemplate', 'spec'), 'spec.jobTemplate.spec'),
  ];
}

function zoneCauses(zone: string | undefined): StatusCause[] {
  if (zone === undefined || isZone(zone)) return [];
  const known = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
  return [
    ...(zone.toLowerCase() === 'local' ? [invalid('spec.timeZone', zone, known)] : []),
    ...(zone === 'Local' ? [] : [invalid('spec.timeZone', zone, `unknown time zone ${zone}`)]),
  ];
}

/** Of the time zone database, its second names (`Etc/UTC`) included, as they are written there; an offset is none. */
function isZone(zone: string): boolean {
  if (!/^[A-Z]/.test(zone)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}
