import type { Labels, Matcher } from './Labels';
import { QueryError } from './QueryError';
import { StringReader } from './StringReader';

export interface Selector {
  kind: 'selector';
  matchers: readonly Matcher[];
  /** What `=` says of labels; every series that is selected has these. */
  equal: Labels;
}

export interface Literal {
  kind: 'literal';
  value: number;
}

type Comparison = (expected: string) => (value: string) => boolean;

const comparisons: Readonly<Record<string, Comparison>> = {
  '=': expected => value => value === expected,
  '!=': expected => value => value !== expected,
  '=~': expected => anchored(expected),
  '!~': expected => {
    const matches = anchored(expected);
    return value => !matches(value);
  },
};

const name = /[a-zA-Z_:][\w:]*/y;
const label = /[a-zA-Z_]\w*/y;
const comparison = /=~|!~|!=|=/y;
const number = /[+-]?(?:\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|inf|nan)(?!\w)/iy;

/**
 * Reads the part of PromQL that analyses of golden paths are written in:
 *
 *     query    = number | selector
 *     selector = name [ matchers ] | matchers
 *     matchers = "{" [ matcher { "," matcher } [ "," ] ] "}"
 *     matcher  = label ( "=" | "!=" | "=~" | "!~" ) string
 *
 * with strings in double quotes, single quotes or backticks. Functions, operators, ranges, offsets and comments are not
 * part of it, and are refused as what is no PromQL at all. Expressions match whole values, in the syntax of JavaScript.
 *
 * @throws QueryError `bad_data` with line, column and what is wrong there, as Prometheus words it
 */
export function parseQuery(text: string): Selector | Literal {
  const reader = new StringReader(text);
  reader.skipSpace();
  if (reader.isAtEnd) throw refused(reader, 'no expression found in input');
  const query = literal(reader) ?? selector(reader);
  reader.skipSpace();
  if (!reader.isAtEnd) throw refused(reader, `unexpected ${reader.here}`);
  return query;
}

function literal(reader: StringReader): Literal | undefined {
  const found = reader.take(number)?.toLowerCase();
  if (found === undefined) return undefined;
  const value = found.endsWith('inf') ? Infinity * (found.startsWith('-') ? -1 : 1) : Number(found);
  return { kind: 'literal', value };
}

function selector(reader: StringReader): Selector {
  const start = reader.position;
  const named = reader.take(name);
  reader.skipSpace();
  if (named === undefined && reader.next !== '{') throw refused(reader, `unexpected ${reader.here}`);
  const asked = reader.takeText('{') ? termsIn(reader) : [];
  const terms = named === undefined ? asked : [termOf('__name__', '=', named), ...asked];
  if (terms.every(({ matches }) => matches(''))) {
    throw refused(reader, 'vector selector must contain at least one non-empty matcher', start);
  }
  const pinned = terms.filter(({ operator }) => operator === '=');
  const equal = Object.fromEntries(pinned.map(each => [each.label, each.expected]));
  return { kind: 'selector', matchers: terms, equal };
}

interface Term extends Matcher {
  operator: string;
  expected: string;
}

function termsIn(reader: StringReader): Term[] {
  const found: Term[] = [];
  for (;;) {
    reader.skipSpace();
    if (reader.takeText('}')) return found;
    found.push(term(reader));
    reader.skipSpace();
    if (reader.next !== '}' && !reader.takeText(',')) throw insideBraces(reader);
  }
}

function term(reader: StringReader): Term {
  const named = reader.take(label);
  if (named === undefined) throw insideBraces(reader);
  reader.skipSpace();
  const operator = reader.take(comparison);
  if (operator === undefined) throw insideBraces(reader);
  reader.skipSpace();
  const start = reader.position;
  const expected = reader.takeString();
  if (expected === undefined) throw insideBraces(reader);
  try {
    return termOf(named, operator, expected);
  } catch {
    throw refused(reader, `error parsing regexp: ${JSON.stringify(expected)}`, start);
  }
}

/** @throws SyntaxError for an expression that is none */
function termOf(named: string, operator: string, expected: string): Term {
  return { label: named, operator, expected, matches: comparisonOf(operator, expected) };
}

/** @throws SyntaxError for an expression that is none */
function comparisonOf(operator: string, expected: string): (value: string) => boolean {
  const compare = comparisons[operator];
  return compare ? compare(expected) : () => false;
}

function anchored(expression: string): (value: string) => boolean {
  const whole = new RegExp(`^(?:${expression})$`, 's');
  return value => whole.test(value);
}

function insideBraces(reader: StringReader): QueryError {
  return refused(reader, `unexpected ${reader.here} inside braces`);
}

function refused(reader: StringReader, why: string, position = reader.position): QueryError {
  return QueryError.of('query', `${reader.placeOf(position)}: parse error: ${why}`);
}
