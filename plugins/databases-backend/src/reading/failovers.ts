import type { DatabaseEvent, Failover } from '@greenroom/plugin-databases-common';
import { type UnjudgedMember, writerOf } from './Unjudged';

/** What is known of failovers: what the members show between two looks, and what the source tells afterwards. */
export interface FailoverFacts {
  before?: { lastFailover?: Failover; writer?: string; members?: readonly string[] };
  members: readonly UnjudgedMember[];
  /** Told by the source itself: a status that says so. */
  isFailingOver: boolean;
  /** Newest first or last, of this database. */
  events: readonly ToldFailover[];
  /** RFC 3339. */
  now: string;
}

/** One event of a failover as the source words it. */
export interface ToldFailover {
  at: string;
  phase: 'started' | 'completed';
  /** Where the text names it. */
  to?: string;
}

export interface SeenFailover {
  lastFailover?: Failover;
  /** What was seen and nobody told. */
  event?: DatabaseEvent;
  /** One had begun, and the same member takes writes again. */
  isVoid?: boolean;
}

/** Events of one failover are at most this far apart. */
const ONE_MS = 15 * 60_000;

/** The last failover, or the one that goes on: that has no end. */
export function failoverOf(facts: FailoverFacts): SeenFailover {
  const seen = seenBetween(facts);
  const told = toldOf(facts.events);
  const known = facts.before?.lastFailover;
  const ended = seen.event && told && whole(seen, told, known);
  if (ended) {
    return { lastFailover: ended };
  }
  const last = seen.isVoid ? undefined : (seen.lastFailover ?? known);
  const merged = last && told ? merge(last, told) : (last ?? told);
  return {
    ...(seen.event && { event: seen.event }),
    ...(merged && { lastFailover: settled(merged, facts) }),
  };
}

/**
 * Who has not looked for a while sees now what was told to have happened then: a told end that is newer than all that was
 * known is of this change, however long ago it was, and there is nothing to tell besides.
 */
function whole(
  { lastFailover }: SeenFailover,
  told: Failover,
  known: Failover | undefined,
): Failover | undefined {
  const isNew = told.endedAt !== undefined && told.endedAt > (known?.endedAt ?? known?.startedAt ?? '');
  const isSame = told.to === undefined || told.to === lastFailover?.to;
  return isNew && isSame ? { ...told, from: lastFailover?.from, to: lastFailover?.to } : undefined;
}

/** A change of the one that writes, or that nobody does any more, since the look before. */
function seenBetween({ before, members, isFailingOver, now }: FailoverFacts): SeenFailover {
  const known = before?.lastFailover;
  const isOpen = known !== undefined && known.endedAt === undefined;
  const was = isOpen ? known.from : before?.writer;
  const is = writerOf(members)?.id;
  if (isFailingOver) {
    return isOpen ? { lastFailover: known } : { lastFailover: { from: was, startedAt: now } };
  }
  if (is !== undefined && was !== undefined && is !== was && !isRenamed(was, is, { before, members })) {
    const startedAt = isOpen ? known.startedAt : now;
    return {
      lastFailover: { from: was, to: is, startedAt, endedAt: now },
      event: {
        id: `portal:failover:${now}:${is}`,
        at: now,
        kind: 'failover',
        text: `${is} takes writes, before it was ${was}`,
        member: is,
        from: 'portal',
      },
    };
  }
  return isOpen && is !== undefined ? { isVoid: true } : { ...(isOpen && { lastFailover: known }) };
}

/** Who is gone was not there beside who is new: the one that writes has another name, or another stands in its place. */
function isRenamed(
  was: string,
  is: string,
  { before, members }: Pick<FailoverFacts, 'before' | 'members'>,
): boolean {
  const isNew = before?.members?.includes(is) === false;
  return isNew && !members.some(({ id }) => id === was);
}

/** The newest pair of events; one that was completed without a start began when it ended. */
function toldOf(events: readonly ToldFailover[]): Failover | undefined {
  const sorted = [...events].sort((a, b) => a.at.localeCompare(b.at));
  const completed = sorted.findLast(({ phase }) => phase === 'completed');
  const started = sorted.findLast(({ phase }) => phase === 'started');
  if (completed && (!started || started.at <= completed.at)) {
    const isPair = started && Date.parse(completed.at) - Date.parse(started.at) < ONE_MS;
    return { to: completed.to, startedAt: isPair ? started.at : completed.at, endedAt: completed.at };
  }
  return started && { startedAt: started.at };
}

/** What was told has the better times, what was seen knows the names. The newer of two that are not the same one counts. */
function merge(seen: Failover, told: Failover): Failover {
  const apart = Date.parse(seen.endedAt ?? seen.startedAt) - Date.parse(told.endedAt ?? told.startedAt);
  if (Math.abs(apart) > ONE_MS) {
    return apart > 0 ? seen : told;
  }
  return {
    from: seen.from,
    to: seen.to ?? told.to,
    startedAt: told.startedAt < seen.startedAt ? told.startedAt : seen.startedAt,
    endedAt: told.endedAt ?? seen.endedAt,
  };
}

/** A start that was told and long ago ended without a word: somebody takes writes, so it is over. */
function settled(failover: Failover, { members, isFailingOver, now }: FailoverFacts): Failover {
  const isOld = Date.parse(now) - Date.parse(failover.startedAt) > ONE_MS;
  const writer = writerOf(members)?.id;
  return failover.endedAt === undefined && isOld && writer !== undefined && !isFailingOver
    ? { ...failover, to: failover.to ?? writer, endedAt: failover.startedAt }
    : failover;
}
