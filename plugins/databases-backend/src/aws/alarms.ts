import type { Alarm, AlarmCounts } from '@greenroom/plugin-databases-common';
import { duration } from '@greenroom/plugin-portal-node';
import type { CloudWatchAlarm } from './answers';
import type { Found } from './found';

const REASON_LENGTH = 200;

/** The alarms that look at this database or at one of its instances. */
export function alarmsOf({ name, members, cluster }: Found, all: readonly CloudWatchAlarm[]): Alarm[] {
  const ids = new Set(members.map(({ id }) => id));
  return all
    .filter(({ namespace }) => namespace === 'AWS/RDS')
    .filter(
      ({ dimensions: { DBInstanceIdentifier = '', DBClusterIdentifier } }) =>
        ids.has(DBInstanceIdentifier) || (cluster !== undefined && DBClusterIdentifier === name),
    )
    .map(alarm => ({
      name: alarm.name,
      state: alarm.state,
      since: alarm.since,
      condition: conditionOf(alarm),
      reason: alarm.reason?.slice(0, REASON_LENGTH),
      metric: alarm.metric,
      member: alarm.dimensions.DBInstanceIdentifier,
    }));
}

const operators: Readonly<Record<string, string>> = {
  GreaterThanThreshold: 'above',
  GreaterThanOrEqualToThreshold: 'at or above',
  LessThanThreshold: 'below',
  LessThanOrEqualToThreshold: 'at or below',
};

function conditionOf({ metric, operator = '', threshold, seconds }: CloudWatchAlarm): string {
  const what = metric ?? 'A calculation over metrics';
  const word = operators[operator];
  return word === undefined || threshold === undefined
    ? `${what} is outside of what is usual`
    : `${what} ${word} ${threshold.toLocaleString('en-US')} for ${duration(seconds * 1_000)}`;
}

export function countsOf(alarms: readonly Alarm[]): AlarmCounts {
  const inState = (wanted: Alarm['state']) => alarms.filter(({ state }) => state === wanted).length;
  return {
    ok: inState('ok'),
    alarm: inState('alarm'),
    insufficientData: inState('insufficient-data'),
  };
}
