import { z } from 'zod';
import type { JsonOperation } from '../Operation';
import type { Alarm, AlarmChange } from '../world/alarms/Alarm';
import { actionOf } from './describeAlarms';
import { moment, readInput } from './input';
import { pageAt } from './paging';

const request = z.object({
  AlarmName: z.string().min(1).max(255).optional(),
  AlarmTypes: z.array(z.enum(['MetricAlarm', 'CompositeAlarm', 'LogAlarm'])).optional(),
  HistoryItemType: z.enum(['ConfigurationUpdate', 'StateUpdate', 'Action']).optional(),
  StartDate: moment.optional(),
  EndDate: moment.optional(),
  MaxRecords: z.int().min(1).max(100).optional(),
  NextToken: z.string().optional(),
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).optional(),
});

/** What became of alarms, newest first unless asked otherwise. */
export const describeAlarmHistory: JsonOperation = {
  answer(input, { region, now }) {
    const asked = readInput(request, input);
    const { StartDate = 0, EndDate = now.getTime(), MaxRecords = 100 } = asked;
    const alarms = region.alarms
      .at(now.getTime())
      .filter(({ plan }) => plan.name === (asked.AlarmName ?? plan.name));
    const items = alarms
      .flatMap(itemsOf)
      .filter(item => item.HistoryItemType === (asked.HistoryItemType ?? item.HistoryItemType))
      .filter(({ Timestamp }) => Timestamp * 1_000 >= StartDate && Timestamp * 1_000 <= EndDate)
      .sort((one, other) => one.Timestamp - other.Timestamp);
    const ordered = asked.ScanBy === 'TimestampAscending' ? items : items.reverse();
    const { page, ...next } = pageAt(ordered, asked.NextToken, MaxRecords);
    return { AlarmHistoryItems: page, ...next };
  },
};

function itemsOf(alarm: Alarm) {
  const { name } = alarm.plan;
  const common = { AlarmName: name, AlarmType: 'MetricAlarm' };
  const created = {
    ...common,
    Timestamp: alarm.createdAt / 1_000,
    HistoryItemType: 'ConfigurationUpdate',
    HistorySummary: `Alarm "${name}" created`,
    HistoryData: JSON.stringify({ version: '1.0', type: 'Create' }),
  };
  return [
    created,
    ...alarm.changes.flatMap(change => changeItems(alarm, change).map(item => ({ ...common, ...item }))),
  ];
}

function changeItems(alarm: Alarm, { at, from, state, reason }: AlarmChange) {
  const Timestamp = at / 1_000;
  const update = {
    Timestamp,
    HistoryItemType: 'StateUpdate',
    HistorySummary: `Alarm updated from ${from} to ${state}`,
    HistoryData: JSON.stringify({
      version: '1.0',
      oldState: { stateValue: from },
      newState: { stateValue: state, stateReason: reason },
    }),
  };
  const acts = (alarm.plan.actionsEnabled ?? true) && state !== 'INSUFFICIENT_DATA';
  const action = {
    Timestamp,
    HistoryItemType: 'Action',
    HistorySummary: `Successfully executed action ${actionOf(alarm)}`,
    HistoryData: JSON.stringify({ actionState: 'Succeeded', notificationResource: actionOf(alarm) }),
  };
  return acts ? [update, action] : [update];
}
