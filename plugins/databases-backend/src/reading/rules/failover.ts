import { count, duration, moment, since } from '../words';
import type { Rule } from '../Unjudged';

/** A failover that has begun and not ended. Past its usual time it is an outage, not a change of hands. */
export const failoverUnderWay: Rule = ({ database: { lastFailover } }, { now, thresholds }) => {
  if (!lastFailover || lastFailover.endedAt !== undefined) {
    return [];
  }
  const { from, startedAt } = lastFailover;
  const lasts = since(startedAt, now);
  const text = `Failing over${from ? ` from ${from}` : ''} since ${moment(startedAt, now)}`;
  return lasts > thresholds.failoverMinutes * 60_000
    ? [
        {
          state: 'degraded',
          text: `${text}: ${duration(lasts)} is longer than the ${count(thresholds.failoverMinutes)} min that it may take`,
        },
      ]
    : [{ state: 'progressing', text }];
};
