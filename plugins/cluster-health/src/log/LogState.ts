import { LOG_END_MARK } from '@greenroom/plugin-cluster-health-common';
import type { Refusal } from '@greenroom/plugin-portal-react';

/** One line; numbers count from the first that came, and go on when old ones fall out. */
export interface LogLine {
  number: number;
  text: string;
}

/** How much is kept at most. */
export interface LogLimits {
  lines: number;
  /** Of all lines together, in UTF-16 units. */
  characters: number;
  /** Of one line: what is longer is cut, and says so. */
  line: number;
}

export const logLimits: LogLimits = { lines: 10_000, characters: 4_000_000, line: 8_000 };

/** A line that has not ended yet. */
interface Rest {
  text: string;
  /** How many characters of it are not kept. */
  cut: number;
}

export interface LogState {
  /**
   * `broken`: the line broke after something had come; `refused`: nothing came, and why.
   */
  phase: 'asking' | 'reading' | 'ended' | 'broken' | 'refused';
  lines: readonly LogLine[];
  /** How many of the oldest are not kept any more. */
  fellOut: number;
  characters: number;
  rest: Rest;
  /** Why it ended although the container did not, in the server's words. */
  end?: string;
  refusal?: Refusal;
}

export type LogEvent =
  | { type: 'asked' }
  | { type: 'came'; text: string }
  | { type: 'ended' }
  | { type: 'failed'; refusal: Refusal };

const noRest: Rest = { text: '', cut: 0 };

export const nothingRead: LogState = {
  phase: 'asking',
  lines: [],
  fellOut: 0,
  characters: 0,
  rest: noRest,
};

/** What is known of a log after something happened. Whatever comes, in whatever pieces, no more is held than the limits say. */
export function readOn(state: LogState, event: LogEvent, limits: LogLimits = logLimits): LogState {
  switch (event.type) {
    case 'asked':
      return nothingRead;
    case 'came':
      return withText({ ...state, phase: 'reading' }, event.text, limits);
    case 'ended':
      return ended(withRest(state, limits));
    default:
      return failed(withRest(state, limits), event.refusal);
  }
}

function withText(state: LogState, text: string, limits: LogLimits): LogState {
  const [first = '', ...others] = text.split('\n');
  const rest = grown(state.rest, first, limits);
  const last = others.pop();
  if (last === undefined) {
    return { ...state, rest };
  }
  const whole = [rest, ...others.map(line => grown(noRest, line, limits))].map(textOf);
  return withLines({ ...state, rest: grown(noRest, last, limits) }, whole, limits);
}

function grown({ text, cut }: Rest, more: string, { line }: LogLimits): Rest {
  const room = Math.max(0, line - text.length);
  return { text: text + more.slice(0, room), cut: cut + Math.max(0, more.length - room) };
}

function textOf({ text, cut }: Rest): string {
  return cut > 0 ? `${text}… (${cut} more characters are not shown)` : text.replace(/\r$/, '');
}

/** What has not ended in a line break is a line all the same when nothing more comes. */
function withRest(state: LogState, limits: LogLimits): LogState {
  const { rest } = state;
  return rest.text === '' && rest.cut === 0
    ? state
    : withLines({ ...state, rest: noRest }, [textOf(rest)], limits);
}

function withLines(state: LogState, texts: readonly string[], limits: LogLimits): LogState {
  const before = state.fellOut + state.lines.length;
  const all = [...state.lines, ...texts.map((text, index) => ({ number: before + index + 1, text }))];
  let characters = texts.reduce((sum, text) => sum + text.length, state.characters);
  let from = 0;
  // One line is kept however long it is: it is within the limit of a line.
  while (all.length - from > limits.lines || (characters > limits.characters && all.length - from > 1)) {
    characters -= all[from]?.text.length ?? 0;
    from += 1;
  }
  return { ...state, lines: from > 0 ? all.slice(from) : all, fellOut: state.fellOut + from, characters };
}

/** The server's last line is no line of the container. */
function ended(state: LogState): LogState {
  const last = state.lines.at(-1);
  if (!last?.text.startsWith(LOG_END_MARK)) {
    return { ...state, phase: 'ended' };
  }
  return {
    ...state,
    phase: 'ended',
    lines: state.lines.slice(0, -1),
    characters: state.characters - last.text.length,
    end: last.text.slice(LOG_END_MARK.length),
  };
}

function failed(state: LogState, refusal: Refusal): LogState {
  return { ...state, phase: state.phase === 'asking' ? 'refused' : 'broken', refusal };
}
