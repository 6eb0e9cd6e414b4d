/** A simple limit on one number: where it is in the measured value, and what it is compared with. */
export interface Limit {
  /** Steps into the measured value, e.g. `[0]` of `result[0]`, `['successRate']` of `result.successRate`. */
  path: readonly (string | number)[];
  operator: '<' | '<=' | '>' | '>=';
  bound: number;
}

const form = /^\s*result((?:\[\d+\]|\.[A-Za-z_]\w*)*)\s*(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)\s*$/;

const isOperator = (text: string | undefined): text is Limit['operator'] =>
  text !== undefined && ['<', '<=', '>', '>='].includes(text);

/**
 * Reads a success condition as controllers write it (`result[0] >= 0.99`). Anything less simple is no limit that
 * could be drawn: it is shown as it is written.
 */
export function readLimit(condition: string | undefined): Limit | undefined {
  const [, path, operator, bound] = form.exec(condition ?? '') ?? [];
  if (path === undefined || bound === undefined || !isOperator(operator)) {
    return undefined;
  }
  const steps = path.match(/\d+|[A-Za-z_]\w*/g) ?? [];
  return {
    path: steps.map(key => (/^\d/.test(key) ? Number(key) : key)),
    operator,
    bound: Number(bound),
  };
}

const signs: Record<Limit['operator'], string> = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' };

/** `≥ 0.99`, or the condition as it is written; absent without one. */
export function limitWords(condition: string | undefined): string | undefined {
  const limit = readLimit(condition);
  return limit ? `${signs[limit.operator]} ${limit.bound}` : condition;
}

/**
 * The number that was measured. A measurement's value is JSON as text, the whole answer or already the number;
 * `path` leads into it. Absent when there is no finite number there.
 */
export function readValue(value: string | undefined, path: Limit['path']): number | undefined {
  const found = path.reduce(step, parse(value));
  const single = Array.isArray(found) && found.length === 1 ? found[0] : found;
  const number = typeof single === 'string' && single !== '' ? Number(single) : single;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function parse(value: string | undefined): unknown {
  try {
    return JSON.parse(value ?? 'null');
  } catch {
    return value;
  }
}

/** Into an object or list; a bare number stands for itself, because some providers already took the step. */
function step(from: unknown, key: string | number): unknown {
  if (typeof from !== 'object' || from === null) {
    return from;
  }
  return Object.entries(from).find(([name]) => name === String(key))?.[1];
}
