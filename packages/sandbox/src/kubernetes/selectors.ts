import { SelectorParser } from './SelectorParser';

export type LabelTest = (labels: Readonly<Record<string, string>> | undefined) => boolean;

const known = new Map<string, LabelTest>();
const KNOWN_LIMIT = 1000;

/**
 * A label selector in Kubernetes' own syntax (`a=b,c in (d,e),!f,g>1`).
 * @throws StatusError 400 when the text is none
 */
export function labelSelector(text: string): LabelTest {
  const before = known.get(text);
  if (before) return before;
  const tests = new SelectorParser(text).parse();
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
