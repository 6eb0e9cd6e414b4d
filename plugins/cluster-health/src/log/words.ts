import type { LogQuery } from '../api/LogsApi';
import { amount, count } from '@greenroom/plugin-portal-react';
import type { LogLine, LogState } from './LogState';

/** How far back a log is read. */
export const spans = [
  { id: 'all', label: 'from its beginning', seconds: undefined },
  { id: '300', label: 'the last 5 minutes', seconds: 300 },
  { id: '3600', label: 'the last hour', seconds: 3600 },
  { id: '21600', label: 'the last 6 hours', seconds: 21_600 },
  { id: '86400', label: 'the last day', seconds: 86_400 },
] as const;

/** How the log stands, in a sentence: nobody should wait for a line that cannot come. */
export function standsWords({ phase, end, lines }: LogState, { follow, previous }: LogQuery): string {
  switch (phase) {
    case 'asking':
      return 'Asking the cluster…';
    case 'reading':
      return follow ? 'Following: new lines come as they are written.' : 'Reading…';
    case 'ended':
      if (end !== undefined) {
        return `The log ended here: ${end}`;
      }
      if (lines.length === 0) {
        return 'Nothing was written.';
      }
      return follow && !previous ? 'The container stopped: nothing more comes.' : 'That is all there is.';
    default:
      return 'The line broke: there may be more.';
  }
}

/** `12 of 3,400 lines`, `3,400 lines, 200 older ones are not kept`. */
export function linesWords(shown: number, { lines, fellOut }: LogState): string {
  const all = count(lines.length, 'line');
  const told = shown === lines.length ? all : `${amount(shown)} of ${all}`;
  return fellOut > 0 ? `${told}; ${count(fellOut, 'older one')} not kept` : told;
}

/** Lines with the text in them, whatever its case; all of them for no text. */
export function linesWith(lines: readonly LogLine[], text: string): readonly LogLine[] {
  const wanted = text.toLocaleLowerCase('en');
  return wanted === '' ? lines : lines.filter(line => line.text.toLocaleLowerCase('en').includes(wanted));
}

const escape = String.fromCharCode(27);
const colours = new RegExp(`${escape}\\[[0-9;]*[A-Za-z]`, 'g');

/** Without what sets colours on a terminal. */
export function plain(text: string): string {
  return text.includes(escape) ? text.replace(colours, '') : text;
}

/** What a downloaded log is called. */
export function fileName({ pod, container, previous }: LogQuery): string {
  return `${pod}_${container}${previous ? '_previous' : ''}.log`;
}

/** Where a text is found in another, for marking: pieces in order, those at odd places are found. */
export function pieces(text: string, wanted: string): string[] {
  if (wanted === '') {
    return [text];
  }
  const small = text.toLocaleLowerCase('en');
  const looked = wanted.toLocaleLowerCase('en');
  const parts: string[] = [];
  let from = 0;
  for (let at = small.indexOf(looked); at >= 0; at = small.indexOf(looked, from)) {
    parts.push(text.slice(from, at), text.slice(at, at + wanted.length));
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
}
