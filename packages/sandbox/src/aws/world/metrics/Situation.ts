import type { DbInstance } from '../DbInstance';
import { demandAt } from '../demand';
import { chance, hashOf } from '../noise';
import { machines } from '../plans';
import type { RdsDatabase } from '../RdsDatabase';

/** How an instance was in one minute: what each of its metrics is a function of, so that they agree. */
export interface Situation {
  /** End of the minute. */
  moment: number;
  role: 'WRITER' | 'READER' | 'PRIMARY';
  /** Share of what the machine is made for; above 1 it is too much. */
  demand: number;
  /** Seconds since its engine started. */
  uptime: number;
  /** From 1 at a failover down to 0 after some minutes: clients come back, replicas catch up. */
  shock: number;
  /** From 1 at a start down to 0 while its cache fills. */
  cold: number;
  /** Readers of its cluster. */
  readers: number;
  vcpus: number;
  memoryGiB: number;
  maxConnections: number;
  /** Bytes, where it has a volume of its own. */
  freeStorage?: number;
  /** Between -1 and 1, another for each name and minute. */
  noise(name: string): number;
}

const minute = 60_000;

/** @param at beginning of the minute */
export function situationOf(instance: DbInstance, at: number, database?: RdsDatabase): Situation {
  const moment = at + minute;
  const { cluster, plan, key } = instance;
  const role = roleOf(instance, moment);
  const uptime = instance.uptimeAt(moment);
  const fallenOver = cluster ? cluster.lastFailover(moment) : instance.lastStart(moment);
  const since = fallenOver === undefined ? Infinity : (moment - fallenOver) / 1_000;
  const whole = demandAt(plan.demand, cluster?.key ?? key, moment);
  const others = cluster ? Math.max(1, cluster.members.length - 1) : 0;
  const own = 1 + 0.06 * (2 * chance(key ^ 0x11, Math.floor(at / (9 * minute))) - 1);
  return {
    moment,
    role,
    demand: own * (role === 'READER' ? (0.8 * whole) / others : whole),
    uptime,
    shock: Math.exp(-since / 90),
    cold: Math.exp(-uptime / 500),
    readers: others,
    ...machines[plan.instanceClass],
    freeStorage: database?.freeBytesAt(moment),
    noise: name => 2 * chance(key ^ hashOf(name), Math.floor(at / minute)) - 1,
  };
}

export function roleOf(instance: DbInstance, moment: number): Situation['role'] {
  if (!instance.cluster) return 'PRIMARY';
  return instance.cluster.writerAt(moment) === instance ? 'WRITER' : 'READER';
}
