import type { Failover } from '@greenroom/plugin-databases-common';
import { count, duration, moment, since } from '@greenroom/plugin-portal-node';
import type { Rule } from '../Unjudged';

/** `Failing over from a since 08:39 UTC`. */
export const failingOverWords = ({ from, startedAt }: Failover, now: number): string =>
  `Failing over${from ? ` from ${from}` : ''} since ${moment(startedAt, now)}`;

/** A failover that has begun and not ended. Past its usual time it is an outage, not a change of hands. */
export const failoverUnderWay: Rule = ({ database: { lastFailover } }, { now, thresholds }) => {
  if (!lastFailover || lastFailover.endedAt !== undefined) {
    return [];
  }
  const lasts = since(lastFailover.startedAt, now);
  const text = failingOverWords(lastFailover, now);
  return lasts > thresholds.failoverMinutes * 60_000
    ? [
        {
          state: 'degraded',
          text: `${text}: ${duration(lasts)} is longer than the ${count(thresholds.failoverMinutes)} min that it may take`,
        },
      ]
    : [{ state: 'progressing', text }];
};
