import { duration, moment, since } from '@greenroom/plugin-portal-node';
import type { Rule } from '../Unjudged';

/**
 * The latest restorable time moves on about every five minutes (RDS User Guide, "Restoring to a specified time"): one
 * that stands still says that logs are no longer kept, whatever the last snapshot says.
 */
export const restoreWindow: Rule = ({ database: { backups } }, { now, thresholds }) => {
  const { latestRestore } = backups;
  const age = latestRestore === undefined ? 0 : since(latestRestore, now);
  return latestRestore !== undefined && age > thresholds.restoreMinutes * 60_000
    ? [
        {
          state: 'degraded',
          text: `The restore window stands still: the latest moment to restore to is ${moment(latestRestore, now)}, ${duration(age)} ago`,
        },
      ]
    : [];
};

export const backupFailed: Rule = ({ database: { backups } }, { now }) => {
  const { lastAt, lastFailedAt } = backups;
  return lastFailedAt !== undefined && (lastAt === undefined || lastFailedAt > lastAt)
    ? [{ state: 'degraded', text: `The backup at ${moment(lastFailedAt, now)} failed` }]
    : [];
};

/** Only where backups are made by who runs the database: elsewhere we are not told of them. */
export const backupMissing: Rule = ({ database: { backups } }, { now, thresholds }) => {
  const { lastAt, retentionDays } = backups;
  if (retentionDays === 0) {
    return [{ state: 'degraded', text: 'Backups are switched off: nothing can be restored' }];
  }
  const age = lastAt === undefined ? 0 : since(lastAt, now);
  return retentionDays !== undefined && age > thresholds.backupHours * 3_600_000
    ? [{ state: 'degraded', text: `The last backup is ${duration(age)} old` }]
    : [];
};
