import { z } from 'zod';
import type { JsonOperation } from '../Operation';
import type { Alarm } from '../world/alarms/Alarm';
import { rdsNamespace } from '../world/metrics/Measurements';
import { readInput } from './input';
import { pageAt } from './paging';

const request = z.object({
  AlarmNames: z.array(z.string()).max(100).optional(),
  AlarmNamePrefix: z.string().optional(),
  AlarmTypes: z.array(z.enum(['MetricAlarm', 'CompositeAlarm', 'LogAlarm'])).optional(),
  StateValue: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']).optional(),
  ActionPrefix: z.string().optional(),
  MaxRecords: z.int().min(1).max(100).optional(),
  NextToken: z.string().optional(),
});

/** Composite alarms there are none. */
export const describeAlarms: JsonOperation = {
  answer(input, { region, now }) {
    const asked = readInput(request, input);
    const { AlarmTypes = ['MetricAlarm'], MaxRecords = 50 } = asked;
    const all = AlarmTypes.includes('MetricAlarm') ? region.alarms.at(now.getTime()) : [];
    const found = all.filter(alarm => isWanted(alarm, asked));
    const { page, ...next } = pageAt(found, asked.NextToken, MaxRecords);
    return { CompositeAlarms: [], MetricAlarms: page.map(alarmShape), ...next };
  },
};

function isWanted(
  alarm: Alarm,
  { AlarmNames, AlarmNamePrefix, StateValue, ActionPrefix }: z.infer<typeof request>,
): boolean {
  const { name } = alarm.plan;
  if (AlarmNames && !AlarmNames.includes(name)) return false;
  if (ActionPrefix !== undefined && !actionOf(alarm).startsWith(ActionPrefix)) return false;
  return name.startsWith(AlarmNamePrefix ?? '') && (StateValue ?? alarm.state.state) === alarm.state.state;
}

/** The topic that people hear of alarms from. */
export function actionOf({ arn }: Alarm): string {
  return arn.replace(/^arn:aws:cloudwatch:([^:]+):([^:]+):.*/, 'arn:aws:sns:$1:$2:oncall');
}

function alarmShape(alarm: Alarm) {
  const { plan, state, changes, updatedAt, createdAt } = alarm;
  const seconds = (moment: number) => moment / 1_000;
  const isPercentile = plan.statistic.startsWith('p');
  return {
    AlarmName: plan.name,
    AlarmArn: alarm.arn,
    AlarmDescription: plan.description,
    AlarmConfigurationUpdatedTimestamp: seconds(createdAt),
    ActionsEnabled: plan.actionsEnabled ?? true,
    OKActions: [actionOf(alarm)],
    AlarmActions: [actionOf(alarm)],
    InsufficientDataActions: [],
    StateValue: state.state,
    StateReason: state.reason,
    ...(state.data && { StateReasonData: state.data }),
    StateUpdatedTimestamp: seconds(updatedAt),
    StateTransitionedTimestamp: seconds(changes.at(-1)?.at ?? createdAt),
    MetricName: plan.metric,
    Namespace: rdsNamespace,
    ...(isPercentile ? { ExtendedStatistic: plan.statistic } : { Statistic: plan.statistic }),
    Dimensions: Object.entries(plan.dimensions).map(([Name, Value]) => ({ Name, Value })),
    Period: plan.period,
    EvaluationPeriods: plan.evaluationPeriods,
    DatapointsToAlarm: plan.datapointsToAlarm,
    Threshold: plan.threshold,
    ComparisonOperator: plan.comparison,
    TreatMissingData: plan.missing ?? 'missing',
  };
}
