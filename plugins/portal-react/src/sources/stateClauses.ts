import type { Verdict, VerdictState } from '@greenroom/plugin-portal-common';
import { sentenceList } from '../words';

/** More names than these are not read in a sentence. */
const MOST_NAMES = 3;

const clauses: readonly { states: readonly VerdictState[]; one: string; several: string }[] = [
  { states: ['degraded', 'waiting'], one: 'needs you', several: 'need you' },
  { states: ['progressing'], one: 'is moving', several: 'are moving' },
  { states: ['unknown'], one: 'is not wholly known', several: 'are not wholly known' },
];

/** What is not healthy among things with names, for a sentence: `['1 needs you (shop-aurora)']`. */
export function stateClauses(lines: readonly { name: string; verdict: Verdict }[]): string[] {
  return clauses.flatMap(({ states, one, several }) => {
    const own = lines.filter(({ verdict }) => states.includes(verdict.state));
    const names = own.length > MOST_NAMES ? '' : ` (${sentenceList(own.map(({ name }) => name))})`;
    return own.length === 0 ? [] : [`${own.length} ${own.length === 1 ? one : several}${names}`];
  });
}
