import type { DatabaseLine } from '@greenroom/plugin-databases-common';
import { count, type NoteLine, type ServiceNote } from '@greenroom/plugin-portal-react';
import { connectionWords, lagWords, shareWords } from '../words';

/** Addresses of pages. */
export interface NoteLinks {
  one: (id: string) => string;
  service: (entityRef: string) => string;
}

/** A failover is more telling than a lag for so long. */
const NEWS_MS = 3_600_000;

/** How the databases of each of these services are. @param lines - worst first, as far as they can be believed now */
export function databaseNotes(
  lines: readonly DatabaseLine[],
  options: { services: readonly string[]; now: number; links: NoteLinks },
): ReadonlyMap<string, ServiceNote> {
  const { services, now, links } = options;
  return new Map(
    services.flatMap(entityRef => {
      const [worst, ...others] = lines.filter(line => line.entityRefs.includes(entityRef));
      return worst ? [[entityRef, noteOf(entityRef, [worst, ...others], now, links)] as const] : [];
    }),
  );
}

function noteOf(
  entityRef: string,
  [worst, ...others]: readonly [DatabaseLine, ...DatabaseLine[]],
  now: number,
  links: NoteLinks,
): ServiceNote {
  const second = others.length > 0 ? amongSeveral(worst, others.length) : tellingOf(worst, now);
  return {
    lines: [stateLine(worst, others.length > 0), ...(second ? [second] : [])],
    about: [worst, ...others].map(aboutOf).join('\n'),
    href: others.length === 0 ? links.one(worst.id) : links.service(entityRef),
  };
}

/** The worst has a name, unless all of them are well. */
function amongSeveral(worst: DatabaseLine, others: number): NoteLine {
  return worst.verdict.state === 'healthy'
    ? { text: count(others + 1, 'database') }
    : { text: [worst.name, troubleOf(worst)].filter(Boolean).join(': ') };
}

function stateLine(line: DatabaseLine, amongOthers: boolean): NoteLine {
  const { state } = line.verdict;
  if (isFailingOver(line)) {
    return { state, text: 'failing over', since: line.lastFailover?.startedAt };
  }
  if (state !== 'healthy') {
    return { state, text: state, since: line.since };
  }
  const [beside] = amongOthers ? [] : figuresOf(line);
  return { state, text: state, ...(beside !== undefined && { beside }) };
}

/** It has begun and not ended, and somebody can see that it has not. */
function isFailingOver(line: { verdict: { state: string }; lastFailover?: DatabaseLine['lastFailover'] }) {
  const { lastFailover, verdict } = line;
  return lastFailover !== undefined && lastFailover.endedAt === undefined && verdict.state !== 'unknown';
}

/** The one thing to know of it: what is wrong, what has just happened, else how much of its connections is used. */
function tellingOf(line: DatabaseLine, now: number): NoteLine | undefined {
  if (line.verdict.state !== 'healthy') {
    return said(troubleOf(line));
  }
  const at = line.lastFailover?.endedAt;
  return at !== undefined && now - Date.parse(at) < NEWS_MS
    ? { text: 'failed over', since: at }
    : said(calmWords(line));
}

const said = (text: string | undefined): NoteLine | undefined => (text === undefined ? undefined : { text });

function troubleOf(line: DatabaseLine): string | undefined {
  const { verdict, alarms, lastFailover } = line;
  if (isFailingOver(line)) {
    return lastFailover?.from && `from ${lastFailover.from}`;
  }
  return alarms.alarm > 0 && verdict.state !== 'unknown'
    ? `${count(alarms.alarm, 'alarm')} on`
    : verdict.reasons[0]?.text;
}

/** What is asked first of one that is well: how busy it is, and how far its readers are behind. */
function figuresOf({ cpu, lag }: Pick<DatabaseLine, 'cpu' | 'lag'>): string[] {
  return [
    ...(cpu === undefined ? [] : [`CPU ${cpu} %`]),
    ...(lag === undefined || lag === 'unknown' ? [] : [`lag ${lagWords(lag)}`]),
  ];
}

function calmWords(line: DatabaseLine): string | undefined {
  const { lag, connections } = line;
  if (lag === 'unknown') {
    return 'lag not known';
  }
  const share = shareWords(connections.used, connections.limit);
  const words = share ?? connectionWords(connections);
  return words === undefined ? figuresOf(line)[1] : `${words} ${share ? 'of connections' : 'connections'}`;
}

/** What a verdict of unknown was made of is not how it is now. */
function aboutOf(line: DatabaseLine): string {
  const { name, sentence, verdict, cpu } = line;
  const busy = cpu !== undefined && verdict.state !== 'unknown' ? ` CPU ${cpu} %.` : '';
  return `${name}: ${sentence}${busy}`;
}
