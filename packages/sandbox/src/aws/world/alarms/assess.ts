import type { AlarmPlan } from '../plans';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface Assessment {
  state: AlarmState;
  reason: string;
  /** As JSON, as alarms carry it. */
  data: string;
}

export interface Datapoint {
  at: number;
  value: number | undefined;
}

/** How every alarm is born. */
export const initially: Assessment = {
  state: 'INSUFFICIENT_DATA',
  reason: 'Unchecked: Initial alarm creation',
  data: '',
};

/**
 * What an alarm makes of the points it looks at (newest first, more than it needs), by CloudWatch's rules: where enough
 * are there, those that are missing do not count; else they are treated as the alarm says.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function assess(plan: AlarmPlan, datapoints: readonly Datapoint[], before: Assessment): Assessment {
  const { evaluationPeriods, missing = 'missing' } = plan;
  const there = datapoints.flatMap(({ at, value }) => (value === undefined ? [] : [{ at, value }]));
  const absent = Math.max(0, evaluationPeriods - there.length);
  if (absent === 0) return judged(plan, there.slice(0, evaluationPeriods), 0);
  const undecided = there.every(({ value }) => breaches(plan, value));
  if (missing === 'ignore' && undecided && there.length < plan.datapointsToAlarm) return before;
  if (missing === 'missing' && there.length === 0) return unknown(plan);
  const counts = missing === 'breaching' || (missing === 'missing' && undecided);
  return judged(plan, there, counts ? absent : 0);
}

interface Valued {
  at: number;
  value: number;
}

/** @param assumed how many missing points count as breaching */
function judged(plan: AlarmPlan, points: readonly Valued[], assumed: number): Assessment {
  const breaching = points.filter(({ value }) => breaches(plan, value));
  const enough = breaching.length + assumed >= plan.datapointsToAlarm;
  const told = enough ? breaching : points.filter(point => !breaching.includes(point));
  const [first] = told;
  const reason =
    first === undefined ? missingReason(plan.evaluationPeriods, enough) : crossedReason(plan, told, enough);
  return { state: enough ? 'ALARM' : 'OK', reason, data: dataOf(plan, points) };
}

function missingReason(count: number, breaching: boolean): string {
  const [periods, points] = count === 1 ? ['period', 'datapoint was'] : ['periods', 'datapoints were'];
  const treated = breaching ? 'Breaching' : 'NonBreaching';
  return `Threshold Crossed: no datapoints were received for ${count} ${periods} and ${count} missing ${points} treated as [${treated}].`;
}

function crossedReason(plan: AlarmPlan, told: readonly Valued[], isAlarm: boolean): string {
  const list = told.map(({ at, value }) => `${numberText(value)} (${stamp(at)})`).join(', ');
  const many = plan.evaluationPeriods;
  const which = many === 1 ? '1 datapoint' : `${told.length} out of the last ${many} datapoints`;
  const verb = `${told.length === 1 ? 'was' : 'were'}${isAlarm ? '' : ' not'}`;
  const turn = isAlarm ? 'OK -> ALARM' : 'ALARM -> OK';
  const least = isAlarm ? plan.datapointsToAlarm : many - plan.datapointsToAlarm + 1;
  const minimum = `(minimum ${least} datapoint${least === 1 ? '' : 's'} for ${turn} transition)`;
  return `Threshold Crossed: ${which} [${list}] ${verb} ${words[plan.comparison]} the threshold (${numberText(plan.threshold)}) ${minimum}.`;
}

const words: Record<AlarmPlan['comparison'], string> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

function breaches({ comparison, threshold }: AlarmPlan, value: number): boolean {
  if (comparison === 'GreaterThanThreshold') return value > threshold;
  if (comparison === 'GreaterThanOrEqualToThreshold') return value >= threshold;
  return comparison === 'LessThanThreshold' ? value < threshold : value <= threshold;
}

function unknown(plan: AlarmPlan): Assessment {
  const count = plan.evaluationPeriods;
  const reason = `Insufficient Data: ${count} datapoint${count === 1 ? ' was' : 's were'} unknown.`;
  return { state: 'INSUFFICIENT_DATA', reason, data: dataOf(plan, []) };
}

function dataOf(plan: AlarmPlan, points: readonly Valued[]): string {
  return JSON.stringify({
    version: '1.0',
    statistic: plan.statistic,
    period: plan.period,
    recentDatapoints: points.map(({ value }) => value).reverse(),
    threshold: plan.threshold,
    evaluatedDatapoints: points.map(({ at, value }) => ({ timestamp: new Date(at).toISOString(), value })),
  });
}

/** `90.0`, as CloudWatch writes numbers. */
function numberText(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `21/11/26 17:30:00`. */
function stamp(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  const [year = '', month, day] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}
