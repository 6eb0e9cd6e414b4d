import { moment } from '@greenroom/plugin-portal-node';
import type { Rule } from '../Unjudged';

/** What somebody has set to be told of. */
export const alarmsInAlarm: Rule = ({ alarms }, { now }) =>
  alarms
    .filter(({ state }) => state === 'alarm')
    .map(({ name, condition, since }) => ({
      state: 'degraded',
      text: `Alarm ${name}: ${condition}${since ? `, since ${moment(since, now)}` : ''}`,
      ref: name,
    }));
