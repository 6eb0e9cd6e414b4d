import { type JsonObject } from '../views';

/** What Ceph knows of itself. Pure. */
export interface CephState {
  /** Bytes of all disks, and what of them is used. */
  total: number;
  used: number;
  disks: { count: number; down: number };
  /** Of each pool, how many copies it keeps. */
  pools: readonly number[];
  /** `osd_pool_default_size`: fewer disks than this are too few. */
  usualCopies: number;
}

type Severity = 'HEALTH_WARN' | 'HEALTH_ERR';
type Checks = Record<string, { severity: Severity; message: string }>;

/** From which share of the disks on Ceph says what, the worst first; of its pools it only ever warns. */
const fills = [
  { from: 0.95, check: 'FULL', word: 'full', severity: 'HEALTH_ERR' },
  { from: 0.9, check: 'BACKFILLFULL', word: 'backfillfull', severity: 'HEALTH_WARN' },
  { from: 0.85, check: 'NEARFULL', word: 'nearfull', severity: 'HEALTH_WARN' },
] as const;

/** Placement groups of one pool, and bytes of one object. */
const groups = 32;
const objectSize = 4 * 1024 ** 2;

const warns = (message: string) => ({ severity: 'HEALTH_WARN' as const, message });

/** As Ceph 16.2 said it of disks that were filled and stopped (docs.ceph.com/en/latest/rados/operations/health-checks/). */
export function healthChecks(state: CephState): Checks {
  return { ...diskChecks(state), ...spaceChecks(state), ...dataChecks(state) };
}

function diskChecks({ disks: { count, down }, usualCopies }: CephState): Checks {
  const many = count === 1 ? 'host' : 'hosts';
  const isGone = down > 0 && down === count;
  return {
    ...(down > 0 && { OSD_DOWN: warns(`${down} osds down`) }),
    ...(isGone && {
      OSD_HOST_DOWN: warns(`${count} ${many} (${count} osds) down`),
      OSD_ROOT_DOWN: warns(`1 root (${count} osds) down`),
    }),
    ...(count < usualCopies && {
      TOO_FEW_OSDS: warns(`OSD count ${count} < osd_pool_default_size ${usualCopies}`),
    }),
  };
}

function spaceChecks({ total, used, disks, pools }: CephState): Checks {
  const fill = fills.find(({ from }) => total > 0 && used / total >= from);
  return fill
    ? {
        [`OSD_${fill.check}`]: { severity: fill.severity, message: `${disks.count} ${fill.word} osd(s)` },
        [`POOL_${fill.check}`]: warns(`${pools.length} pool(s) ${fill.word}`),
      }
    : {};
}

/** Whether what is kept can be reached, and is kept as often as it should be. */
function dataChecks({ disks, used, pools }: CephState): Checks {
  const up = disks.count - disks.down;
  const short = pools.filter(copies => up < copies);
  // A pool serves as long as it has more than half of its copies: `min_size`.
  const unserved = short.filter(copies => up < copies - Math.floor(copies / 2));
  const few = pools.filter(copies => copies === 1);
  return {
    ...(unserved.length > 0 && {
      PG_AVAILABILITY: warns(`Reduced data availability: ${unserved.length * groups} pgs inactive`),
    }),
    ...(short.length > 0 && up > 0 && { PG_DEGRADED: warns(degraded(short, up, used)) }),
    ...(few.length > 0 && {
      POOL_NO_REDUNDANCY: warns(`${few.length} pool(s) have no replicas configured`),
    }),
  };
}

function degraded(short: readonly number[], up: number, used: number): string {
  const objects = Math.ceil(used / objectSize);
  const all = short.reduce((sum, copies) => sum + copies, 0) * objects;
  const missing = short.reduce((sum, copies) => sum + copies - up, 0) * objects;
  const pgs = short.length * groups;
  const share = `${missing}/${all} objects degraded (${((100 * missing) / all).toFixed(3)}%)`;
  const parts = [...(objects > 0 ? [share, `${pgs} pgs degraded`] : []), `${pgs} pgs undersized`];
  return `Degraded data redundancy: ${parts.join(', ')}`;
}

export function healthOf(checks: Checks): string {
  const severities = Object.values(checks).map(({ severity }) => severity);
  if (severities.includes('HEALTH_ERR')) return 'HEALTH_ERR';
  return severities.length ? 'HEALTH_WARN' : 'HEALTH_OK';
}

/** `status.ceph` as the operator writes it. */
export function cephStatus(state: CephState, now: string, before: JsonObject): JsonObject {
  const details = healthChecks(state);
  const health = healthOf(details);
  const changed = before.health !== health;
  return {
    ...(changed && before.health !== undefined && { previousHealth: before.health }),
    ...(!changed && before.previousHealth !== undefined && { previousHealth: before.previousHealth }),
    health,
    ...(Object.keys(details).length > 0 && { details }),
    lastChecked: now,
    lastChanged: changed ? now : (before.lastChanged ?? now),
    capacity: {
      bytesTotal: state.total,
      bytesUsed: state.used,
      bytesAvailable: Math.max(0, state.total - state.used),
      lastUpdated: now,
    },
  };
}
