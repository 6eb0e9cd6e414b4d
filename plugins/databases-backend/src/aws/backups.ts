import type { Backups, Maintenance } from '@greenroom/plugin-databases-common';
import type { RdsEvent, RdsMaintenance, RdsSnapshot } from './answers';
import { isFailedBackup } from './events';
import type { Found } from './found';

/** What could be had back. A backup that failed is told by its snapshot or by an event. */
export function backupsOf(
  { cluster, instances, name }: Found,
  snapshots: readonly RdsSnapshot[],
  events: readonly RdsEvent[],
): Backups {
  const own = snapshots
    .filter(({ of, at }) => of === name && at !== undefined)
    .sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''));
  const last = own.find(({ status }) => status === 'available');
  const failed = [
    own.find(({ status }) => status === 'failed')?.at,
    events
      .filter(isFailedBackup)
      .map(({ at }) => at)
      .sort()
      .at(-1),
  ].filter(at => at !== undefined);
  const primary = instances[0];
  const window = cluster?.backupWindow ?? primary?.backupWindow;
  return {
    lastAt: last?.at,
    last: last && `${last.type === 'automated' ? 'automatic' : last.type} snapshot, complete`,
    lastFailedAt: failed.sort().at(-1),
    earliestRestore: cluster ? cluster.earliestRestore : firstAutomatic(own),
    latestRestore: cluster?.latestRestore ?? primary?.latestRestore,
    retentionDays: cluster?.retentionDays ?? primary?.retentionDays,
    window: window && `${window} UTC`,
  };
}

/** An instance does not say how far back it can be restored: to its first automatic snapshot. */
const firstAutomatic = (snapshots: readonly RdsSnapshot[]) =>
  snapshots.findLast(({ status, type }) => status === 'available' && type === 'automated')?.at;

/** Of the database and of each of its instances, by ARN. */
export function maintenanceOf({ cluster, instances }: Found, all: readonly RdsMaintenance[]): Maintenance[] {
  const about = new Map<string, string | undefined>(
    instances.flatMap(({ arn, id }) => (arn === undefined ? [] : [[arn, id]])),
  );
  if (cluster?.arn !== undefined) {
    about.set(cluster.arn, undefined);
  }
  return all
    .filter(({ arn }) => about.has(arn))
    .flatMap(({ arn, actions }) =>
      actions.map(({ action, text, dueAt }) => ({
        id: `${arn}/${action}`,
        action,
        text,
        dueAt,
        member: about.get(arn),
      })),
    );
}
