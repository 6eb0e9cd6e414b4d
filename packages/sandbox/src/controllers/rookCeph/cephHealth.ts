import { type JsonObject } from '../views';

/** What Ceph knows of itself. Pure. */
export interface CephState {
  /** Bytes of all disks, and what of them is used. */
  total: number;
  used: number;
  disks: { count: number; down: number };
  /** Pools that keep one copy of everything. */
  singleCopyPools: number;
}

type Severity = 'HEALTH_WARN' | 'HEALTH_ERR';
type Checks = Record<string, { severity: Severity; message: string }>;

/** `mon_osd_nearfull_ratio` and `mon_osd_full_ratio`. */
const nearlyFull = 0.85;
const full = 0.95;

/** @see https://docs.ceph.com/en/latest/rados/operations/health-checks/ */
export function healthChecks({ total, used, disks, singleCopyPools }: CephState): Checks {
  const share = total > 0 ? used / total : 0;
  const checks: Checks = {};
  const add = (name: string, severity: Severity, message: string) => {
    checks[name] = { severity, message };
  };
  if (disks.down > 0) add('OSD_DOWN', 'HEALTH_WARN', `${disks.down} osds down`);
  if (disks.down > 0 && disks.down === disks.count) {
    add('PG_AVAILABILITY', 'HEALTH_WARN', 'Reduced data availability: 33 pgs inactive, 33 pgs stale');
  }
  if (share >= full) add('OSD_FULL', 'HEALTH_ERR', `${disks.count} full osd(s)`);
  else if (share >= nearlyFull) add('OSD_NEARFULL', 'HEALTH_WARN', `${disks.count} nearfull osd(s)`);
  if (singleCopyPools > 0) {
    add('POOL_NO_REDUNDANCY', 'HEALTH_WARN', `${singleCopyPools} pool(s) have no replicas configured`);
  }
  return checks;
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
