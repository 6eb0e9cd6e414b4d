import type { DatabaseLine } from '@greenroom/plugin-databases-common';
import { count, type NoteLine, type ServiceNote } from '@greenroom/plugin-portal-react';
import { connectionWords, lagWords, shareWords } from '../words';

/** Addresses of pages. */
export interface NoteLinks {
  one: (id: string) => string;
  service: (entityRef: string) => string;
}

/** How the databases of each of these services are. @param lines - worst first, as far as they can be believed now */
export function databaseNotes(
  lines: readonly DatabaseLine[],
  services: readonly string[],
  links: NoteLinks,
): ReadonlyMap<string, ServiceNote> {
  return new Map(
    services.flatMap(entityRef => {
      const [worst, ...others] = lines.filter(line => line.entityRefs.includes(entityRef));
      return worst ? [[entityRef, noteOf(entityRef, worst, others, links)] as const] : [];
    }),
  );
}

function noteOf(
  entityRef: string,
  worst: DatabaseLine,
  others: readonly DatabaseLine[],
  links: NoteLinks,
): ServiceNote {
  const second = secondLine(worst, others.length);
  return {
    lines: [stateLine(worst), ...(second ? [{ text: second }] : [])],
    about: [worst, ...others].map(({ name, sentence }) => `${name}: ${sentence}`).join('\n'),
    href: others.length === 0 ? links.one(worst.id) : links.service(entityRef),
  };
}

/** Of several databases the worst has a name, unless all of them are well. */
function secondLine(worst: DatabaseLine, others: number): string | undefined {
  if (others > 0 && worst.verdict.state === 'healthy') {
    return count(others + 1, 'database');
  }
  const telling = tellingOf(worst);
  return others > 0 ? [worst.name, telling].filter(Boolean).join(': ') : telling;
}

function stateLine({ verdict: { state }, since, lastFailover }: DatabaseLine): NoteLine {
  if (isFailingOver({ verdict: { state }, lastFailover })) {
    return { state, text: 'failing over', since: lastFailover?.startedAt };
  }
  return { state, text: state, since: state === 'healthy' ? undefined : since };
}

/** It has begun and not ended, and somebody can see that it has not. */
function isFailingOver(line: { verdict: { state: string }; lastFailover?: DatabaseLine['lastFailover'] }) {
  const { lastFailover, verdict } = line;
  return lastFailover !== undefined && lastFailover.endedAt === undefined && verdict.state !== 'unknown';
}

/** The one thing to know of it: what is wrong, else how far its readers are behind. */
function tellingOf(line: DatabaseLine): string | undefined {
  const { verdict, alarms, lastFailover } = line;
  if (isFailingOver(line)) {
    return lastFailover?.from && `from ${lastFailover.from}`;
  }
  if (verdict.state === 'unknown') {
    return verdict.reasons[0]?.text;
  }
  if (alarms.alarm > 0) {
    return `${count(alarms.alarm, 'alarm')} on`;
  }
  return verdict.state === 'healthy' ? calmWords(line) : verdict.reasons[0]?.text;
}

function calmWords({ lag, connections }: DatabaseLine): string | undefined {
  const lagging = lagWords(lag);
  if (lagging !== undefined) {
    return lag === 'unknown' ? 'lag not known' : `reader lag ${lagging}`;
  }
  const share = shareWords(connections.used, connections.limit);
  const words = share ?? connectionWords(connections);
  return words && `${words} ${share ? 'of connections' : 'connections'}`;
}
