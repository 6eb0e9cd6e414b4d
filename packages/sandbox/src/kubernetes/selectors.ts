import { StatusError } from './StatusError';

/** Label selectors in Kubernetes' own syntax (`a=b,c in (d,e),!f,g>1`). */
export type LabelTest = (labels: Readonly<Record<string, string>> | undefined) => boolean;

const known = new Map<string, LabelTest>();
const KNOWN_LIMIT = 1000;

/** @throws StatusError 400 when the text is no selector */
export function labelSelector(text: string): LabelTest {
  const before = known.get(text);
  if (before) return before;
  const tests = splitRequirements(text).map(parseRequirement);
  const test: LabelTest = labels => tests.every(each => each(labels));
  if (known.size >= KNOWN_LIMIT) known.clear();
  known.set(text, test);
  return test;
}

/** `matchLabels` and `matchExpressions` of an object, in the same words as a query. */
export function selectorText(selector: {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}): string {
  const equal = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const others = (selector.matchExpressions ?? []).map(expressionText);
  return [...equal, ...others].sort().join(',');
}

function expressionText(expression: { key: string; operator: string; values?: string[] }): string {
  const values = `(${(expression.values ?? []).join(',')})`;
  switch (expression.operator) {
    case 'In':
      return `${expression.key} in ${values}`;
    case 'NotIn':
      return `${expression.key} notin ${values}`;
    case 'DoesNotExist':
      return `!${expression.key}`;
    default:
      return expression.key;
  }
}

/** Commas inside parentheses do not separate requirements. */
function splitRequirements(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(part => part !== '');
}

const KEY = '([A-Za-z0-9][-A-Za-z0-9_./]*)';
const VALUE = '([A-Za-z0-9]?[-A-Za-z0-9_.]*)';
const SET = new RegExp(`^${KEY}\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const COMPARE = new RegExp(`^${KEY}\\s*(==|=|!=|>|<)\\s*${VALUE}$`);
const EXISTS = new RegExp(`^(!?)\\s*${KEY}$`);

function parseRequirement(text: string): LabelTest {
  const set = SET.exec(text);
  if (set) return setTest(set[1] ?? '', set[2] === 'in', set[3] ?? '');
  const compare = COMPARE.exec(text);
  if (compare) return compareTest(compare[1] ?? '', compare[2] ?? '', compare[3] ?? '');
  const exists = EXISTS.exec(text);
  if (exists) return existsTest(exists[2] ?? '', exists[1] !== '!');
  throw StatusError.badRequest(
    `unable to parse requirement: found '${text}', expected: a requirement of a label selector`,
  );
}

function setTest(key: string, wanted: boolean, list: string): LabelTest {
  const values = new Set(list.split(',').map(value => value.trim()));
  return labels => {
    const value = labels?.[key];
    return value === undefined ? !wanted : values.has(value) === wanted;
  };
}

function compareTest(key: string, operator: string, wanted: string): LabelTest {
  if (operator === '!=') return labels => labels?.[key] !== wanted;
  if (operator === '>' || operator === '<') {
    const limit = Number(wanted);
    const more = operator === '>';
    return labels => {
      const value = labels?.[key];
      if (value === undefined || !/^-?\d+$/.test(value)) return false;
      return more ? Number(value) > limit : Number(value) < limit;
    };
  }
  return labels => labels?.[key] === wanted;
}

function existsTest(key: string, wanted: boolean): LabelTest {
  return labels => (labels?.[key] !== undefined) === wanted;
}
