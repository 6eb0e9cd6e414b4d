import type { Database, Lag } from '@greenroom/plugin-databases-common';
import { type Check, notLiveWords } from '@greenroom/plugin-portal-common';

/** Where a check speaks against letting something go live. */
export interface Limits {
  /** Share of 1. */
  connections: number;
  lagSeconds: number;
  lagBytes: number;
  /** Share of 1. */
  freeStorage: number;
  fullWithinHours: number;
  restoreMinutes: number;
}

const FROM = 'databases';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type Finding = Pick<Check, 'outcome' | 'reason'>;

/**
 * What a database says about letting a service that uses it go live: always the same checks, in the same order, so that
 * a policy can name them: `databases.<id of the database>/<check>` beside a promotion. Nobody can tell anything from a
 * source that is not live. Pure.
 *
 * @param now milliseconds since 1970
 */
export function checksOf(database: Database, limits: Limits, now: number): Check[] {
  const behind = database.sources.find(({ freshness }) => freshness !== 'live');
  const findings: [string, Finding][] = [
    ['failover', failover(database)],
    ['lag', lag(database, limits)],
    ['storage', storage(database, limits, now)],
    ['connections', connections(database, limits)],
    ['restore-window', restoreWindow(database, limits, now)],
  ];
  const unreadable = behind && behind.freshness !== 'live' ? notLive(behind) : undefined;
  const observedAt = database.sources[0]?.observedAt;
  return findings.map(([id, finding]) => ({
    id: `${database.id}/${id}`,
    from: FROM,
    outcome: unreadable ? 'unknown' : finding.outcome,
    reason: `${database.name}: ${unreadable ?? finding.reason}`,
    ...(observedAt !== undefined && { observedAt }),
  }));
}

/** A database that the service names, and that nobody knows of. */
export function checkOfMissing(name: string, unread: readonly Database['sources'][number][]): Check {
  const [source] = unread;
  return {
    id: `${name}/known`,
    from: FROM,
    outcome: source ? 'unknown' : 'warn',
    reason:
      source && source.freshness !== 'live'
        ? `${name} is not known: ${notLive(source)}`
        : `${name} is named by the service, and nothing that the portal reads from has it`,
  };
}

function notLive({ id, freshness, reason }: Database['sources'][number]): string {
  return freshness === 'live'
    ? ''
    : `${id} ${notLiveWords[freshness].one}${reason === undefined ? '' : `: ${reason}`}`;
}

function failover({ lastFailover, members }: Database): Finding {
  if (lastFailover && lastFailover.endedAt === undefined) {
    return block(`fails over since ${instant(lastFailover.startedAt)}`);
  }
  const writers = members.filter(({ role }) => role === 'writer' || role === 'primary');
  if (writers.length > 1) {
    return block(`${writers.map(({ id }) => id).join(' and ')} both take writes`);
  }
  return writers.length === 0
    ? block('nobody is known to take writes')
    : pass(`no failover; ${writers[0]?.id} takes writes`);
}

function lag({ members }: Database, limits: Limits): Finding {
  const behind = members.filter(member => member.lag !== undefined);
  if (behind.length === 0) {
    return pass('nothing follows');
  }
  const unknown = behind.find(member => member.lag === 'unknown');
  if (unknown) {
    return { outcome: 'unknown', reason: `how far ${unknown.id} is behind is not known` };
  }
  const late = behind.find(({ lag: one }) => one !== undefined && one !== 'unknown' && isLate(one, limits));
  return late
    ? warn(`${late.id} is ${inWords(late.lag)} behind`)
    : pass(`the last follower is ${inWords(worst(behind))} behind`);
}

function isLate({ value, unit }: Lag, { lagBytes, lagSeconds }: Limits): boolean {
  return unit === 'bytes' ? value > lagBytes : (unit === 'ms' ? value / 1_000 : value) > lagSeconds;
}

function worst(members: Database['members']): Lag | undefined {
  const lags = members.map(member => member.lag).filter(one => one !== undefined && one !== 'unknown');
  return lags.reduce<Lag | undefined>(
    (most, one) => (most && most.value >= one.value ? most : one),
    undefined,
  );
}

function inWords(one: Lag | 'unknown' | undefined): string {
  return one === undefined || one === 'unknown' ? 'so far' : `${number(one.value)} ${one.unit}`;
}

function storage(
  { storage: { usedBytes, limitBytes, fullAt } }: Database,
  limits: Limits,
  now: number,
): Finding {
  if (fullAt !== undefined && Date.parse(fullAt) - now < limits.fullWithinHours * HOUR) {
    return warn(`storage is full at ${instant(fullAt)} if it goes on like this`);
  }
  if (usedBytes === undefined || limitBytes === undefined) {
    return pass('storage has no limit that is known');
  }
  const used = `${percent(usedBytes / limitBytes)} of storage is used`;
  return usedBytes > limitBytes * (1 - limits.freeStorage) ? warn(used) : pass(used);
}

function connections({ connections: { used, limit } }: Database, limits: Limits): Finding {
  if (used === undefined || limit === undefined) {
    return { outcome: 'unknown', reason: 'how many connections are left is not known' };
  }
  const words = `${number(used)} of ${number(limit)} connections are used`;
  return used / limit > limits.connections ? warn(words) : pass(words);
}

/** A window that does not move on means that nothing after it could be had back. */
function restoreWindow({ backups: { latestRestore } }: Database, limits: Limits, now: number): Finding {
  if (latestRestore === undefined) {
    return pass('has no window to restore from that could stop');
  }
  const until = `could be restored until ${instant(latestRestore)}`;
  return now - Date.parse(latestRestore) > limits.restoreMinutes * MINUTE
    ? warn(`${until}: the window has stopped moving`)
    : pass(until);
}

const instant = (time: string) =>
  new Date(time)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
const percent = (share: number) => `${Math.round(share * 100)} %`;
const number = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 1 });

function pass(reason: string): Finding {
  return { outcome: 'pass', reason };
}

function warn(reason: string): Finding {
  return { outcome: 'warn', reason };
}

function block(reason: string): Finding {
  return { outcome: 'block', reason };
}
