import type { Lag } from '@greenroom/plugin-databases-common';
import type { Verdict } from '@greenroom/plugin-portal-common';
import { ago, count, duration, moment, since } from '@greenroom/plugin-portal-node';
import { failingOverWords } from './rules/failover';
import { lagWords } from './rules/replication';
import type { Unjudged, UnjudgedMember } from './Unjudged';

/** A failover is news for a day. */
const NEWS_MS = 86_400_000;

/**
 * The sentence at the head of a database's page: what is wrong, or what happened last, and then how it is. Like
 * `Failed over from a to b at 08:12 UTC (21 s). Lag 14 ms, 212 of 1,000 connections, restorable to 2 minutes ago.`
 */
export function sentenceOf(seen: Unjudged, verdict: Verdict, now: number): string {
  const first = verdict.state === 'healthy' ? undefined : verdict.reasons[0]?.text;
  const failover = failoverWords(seen, now);
  return [
    first,
    failover !== undefined && first?.startsWith(failover) ? undefined : failover,
    ...(verdict.state === 'healthy' ? notes(verdict) : []),
    facts(seen, now),
  ]
    .filter(text => text !== undefined && text !== '')
    .map(text => `${text}.`)
    .join(' ');
}

const notes = ({ reasons }: Verdict) => reasons.map(({ text }) => text);

function failoverWords({ database: { lastFailover } }: Unjudged, now: number): string | undefined {
  if (!lastFailover) {
    return undefined;
  }
  if (lastFailover.endedAt === undefined) {
    return failingOverWords(lastFailover, now);
  }
  if (since(lastFailover.endedAt, now) > NEWS_MS) {
    return undefined;
  }
  const { from, to, startedAt, endedAt } = lastFailover;
  const took = Date.parse(endedAt) - Date.parse(startedAt);
  const way = `${from ? ` from ${from}` : ''}${to ? ` to ${to}` : ''}`;
  return `Failed over${way} at ${moment(startedAt, now)}${took > 0 ? ` (${duration(took)})` : ''}`;
}

function facts({ database }: Unjudged, now: number): string {
  const { members, connections, backups } = database;
  const told = [
    lagOf(members),
    connections.used === undefined ? undefined : connectionWords(connections.used, connections.limit),
    backups.latestRestore && `restorable to ${ago(since(backups.latestRestore, now))}`,
  ].filter(text => text !== undefined && text !== '');
  const text = told.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const connectionWords = (used: number, limit: number | undefined) =>
  limit === undefined ? `${count(used)} connections` : `${count(used)} of ${count(limit)} connections`;

/** Of those in one unit: bytes and time can not be compared. */
function lagOf(members: readonly UnjudgedMember[]): string | undefined {
  const lags = members.flatMap(({ lag }) => (lag === undefined ? [] : [lag]));
  if (lags.length === 0) {
    return undefined;
  }
  const known = lags.filter((lag): lag is Lag => lag !== 'unknown');
  const [first] = known;
  if (!first || known.length < lags.length) {
    return 'lag not known';
  }
  const worst = known
    .filter(({ unit }) => unit === first.unit)
    .reduce((a, b) => (b.value > a.value ? b : a), first);
  return worst.value === 0 ? 'no lag' : `lag ${lagWords(worst)}`;
}
