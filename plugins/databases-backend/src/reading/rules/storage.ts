import { duration, moment, since } from '@greenroom/plugin-portal-node';
import type { Rule } from '../Unjudged';
import { bytes } from '../words';

/** Aurora's volume grows by itself: a share of its largest size says nothing about tomorrow, but the trend does. */
export const storage: Rule = ({ database }, { now, thresholds }) => {
  const { usedBytes, limitBytes, fullAt } = database.storage;
  if (usedBytes !== undefined && limitBytes !== undefined) {
    const free = limitBytes - usedBytes;
    if (free < limitBytes * thresholds.freeStorage) {
      return [{ state: 'degraded', text: `${bytes(free)} of ${bytes(limitBytes)} storage is free` }];
    }
  }
  const left = fullAt === undefined ? Infinity : -since(fullAt, now);
  return fullAt !== undefined && left < thresholds.fullWithinHours * 3_600_000
    ? [
        {
          state: 'degraded',
          text: `Storage is full in ${duration(Math.max(0, left))} if it goes on like this, at ${moment(fullAt, now)}`,
        },
      ]
    : [];
};
