import type { RdsEvent } from './EventLog';
import { chance } from './noise';

const minute = 60_000;
const day = 24 * 60 * minute;
const lasts = 6 * minute;

export interface Snapshot {
  id: string;
  type: 'automated' | 'manual';
  status: 'available' | 'creating' | 'failed';
  createdAt: number;
  /** Of it that is done. */
  percent: number;
}

/** What the nights of a database depend on. */
export interface Nights {
  id: string;
  key: number;
  /** `hh:mm-hh:mm`, UTC. */
  window: string;
  /** Whether one in four fails. */
  fail: boolean;
  /** Before this there was nothing to back up. */
  createdAt: number;
  /** From when to when none is made. */
  isStopped(at: number): boolean;
}

/** The automated snapshots that were begun within so many days, oldest first. */
export function nightlySnapshots(nights: Nights, now: number, days: number): Snapshot[] {
  const [hours = 0, minutes = 0] = nights.window.slice(0, 5).split(':').map(Number);
  const today = Math.floor(now / day);
  return Array.from({ length: days + 1 }, (_, index) => today - days + index).flatMap(date => {
    const luck = chance(nights.key ^ 0xb4, date);
    const begun = date * day + (hours * 60 + minutes + Math.floor(10 * luck)) * minute;
    if (begun > now || begun < now - days * day || begun < nights.createdAt) return [];
    return nights.isStopped(begun) ? [] : [snapshotAt(nights, begun, now)];
  });
}

function snapshotAt({ id, key, fail }: Nights, createdAt: number, now: number): Snapshot {
  const stamp = new Date(createdAt).toISOString().slice(0, 16).replace(/[T:]/g, '-');
  const common = { id: `rds:${id}-${stamp}`, type: 'automated', createdAt } as const;
  const percent = Math.min(100, Math.floor((100 * (now - createdAt)) / lasts));
  if (fail && percent >= 40 && chance(key ^ 0xbad, Math.floor(createdAt / day)) < 0.25) {
    return { ...common, status: 'failed', percent: 40 };
  }
  return { ...common, status: percent < 100 ? 'creating' : 'available', percent };
}

/** What RDS says of the snapshots of a cluster and of an instance. */
interface Words {
  begun: string;
  done: string;
  failed: string;
}

export const clusterWords: Words = {
  begun: 'Creating automated cluster snapshot',
  done: 'Automated cluster snapshot created',
  failed: 'Automated cluster snapshot failed',
};

export const instanceWords: Words = {
  begun: 'Backing up DB instance',
  done: 'Finished DB Instance backup',
  failed: 'Backup of DB instance failed: the snapshot could not be completed',
};

/** What RDS tells of a snapshot, of its instance or, for a cluster's, of itself. */
export function snapshotEvents(
  snapshots: readonly Snapshot[],
  source: Pick<RdsEvent, 'sourceType' | 'source' | 'sourceArn'>,
  words: Words,
): RdsEvent[] {
  return snapshots.flatMap(({ createdAt, status }) => {
    const tell = (at: number, message: string) => ({ ...source, at, message, categories: ['backup'] });
    const begun = tell(createdAt, words.begun);
    if (status === 'creating') return [begun];
    if (status === 'failed') return [begun, tell(createdAt + 0.4 * lasts, words.failed)];
    return [begun, tell(createdAt + lasts, words.done)];
  });
}
