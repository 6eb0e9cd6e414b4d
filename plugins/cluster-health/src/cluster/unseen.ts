import type { Unseen } from '@greenroom/plugin-cluster-health-common';
import type { Source } from '@greenroom/plugin-portal-common';
import { capital, count, sentenceList } from '@greenroom/plugin-portal-react';
import { partWords } from './partWords';

export interface UnseenGroup {
  /** Not installed: no fault. */
  absent: boolean;
  text: string;
  parts: readonly string[];
}

/** What is not seen for another reason than that nothing of the cluster is: that is said of the cluster. */
export function unseenBeside(unseen: readonly Unseen[], sources: readonly Source[]): readonly Unseen[] {
  const said = new Set(
    sources.flatMap(({ freshness, reason }) => (freshness === 'live' ? [] : (reason ?? []))),
  );
  return unseen.filter(({ text }) => !said.has(text));
}

/** More names than these are not read in a sentence. */
const MOST_NAMES = 5;
/** More sentences than these that only differ in what may not be read are one. */
const MOST_DENIED = 3;

/**
 * What cannot be seen for one and the same reason is said once, and so is all that may not be read; then what is only not
 * read yet, and last what is not installed, in a line each.
 */
export function groupUnseen(unseen: readonly Unseen[]): UnseenGroup[] {
  const denied = unseen.filter(({ why }) => why === 'denied');
  const isMany = new Set(denied.map(({ text }) => text)).size > MOST_DENIED;
  const faults = new Map<string, string[]>();
  for (const { part, why, text } of unseen.filter(isFault)) {
    if (why !== 'denied' || !isMany) {
      faults.set(text, [...(faults.get(text) ?? []), partWords(part)]);
    }
  }
  return [
    ...(isMany ? deniedWords(denied).map(text => ({ absent: false, text, parts: [] })) : []),
    ...[...faults].map(([text, parts]) => ({
      absent: false,
      text: capital(text),
      parts: [...new Set(parts)],
    })),
    ...inOneLine(unseen, 'connecting', 'Still being read'),
    ...inOneLine(unseen, 'not-installed', 'Not installed'),
  ];
}

function isFault({ why }: Unseen): boolean {
  return why !== 'not-installed' && why !== 'connecting';
}

/**
 * All of them by name, those of the same namespaces in one sentence: whoever reads it wants to know what stays silent. By
 * which rule it is read, Sources has.
 */
function deniedWords(denied: readonly Unseen[]): string[] {
  const byPlace = new Map<string, Set<string>>();
  for (const { part, namespaces } of denied) {
    const place = namespaces ? ` in ${nameList(namespaces)}` : '';
    byPlace.set(place, (byPlace.get(place) ?? new Set()).add(partWords(part)));
  }
  return [...byPlace].map(
    ([place, parts]) =>
      `Not permitted to read ${sentenceList([...parts])}${place}: Sources has the rules that are missing`,
  );
}

function inOneLine(unseen: readonly Unseen[], why: Unseen['why'], opening: string): UnseenGroup[] {
  const parts = [...new Set(unseen.filter(one => one.why === why).map(({ part }) => partWords(part)))];
  return parts.length === 0
    ? []
    : [{ absent: why === 'not-installed', text: `${opening}: ${nameList(parts)}`, parts: [] }];
}

/** Not all of very many. */
export function nameList(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return more > 1
    ? sentenceList([...names.slice(0, MOST_NAMES), count(more, 'more', 'more')])
    : sentenceList(names);
}
