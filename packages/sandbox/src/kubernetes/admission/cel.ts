import { Environment, EvaluationError, ParseError, TypeError as CelTypeError } from '@marcbachmann/cel-js';

/** The Common Expression Language as admission policies use it. */

/** What a policy's expressions know by name; objects have no schema here, so every field is looked up when it is asked for. */
const NAMES = ['object', 'oldObject', 'request', 'namespaceObject'];
const environment = newEnvironment().registerVariable('variables', 'dyn');

function newEnvironment(): Environment {
  const empty = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false });
  return NAMES.reduce((made, name) => made.registerVariable(name, 'dyn'), empty);
}

export type Values = Readonly<Record<string, unknown>>;

/** A value by whose absence or kind an expression ends; the message is the real evaluator's. */
export class CelError extends Error {
  override readonly name = 'CelError';
}

/** What an expression evaluates to, or why it can not be taken, in the real server's words where they are known. */
export type Compiled = { type: string } | { error: string };

/** Compiles expressions that know a policy's variables by name and type. */
export function compiler(variables: Readonly<Record<string, string>>): (expression: string) => Compiled {
  const known = newEnvironment().registerVariable({ name: 'variables', schema: { ...variables } });
  return expression => {
    const { valid, type = 'dyn', error } = known.check(expression);
    return valid ? { type } : { error: `compilation failed: ERROR: <input>:${pointed(expression, error)}` };
  };
}

/** @throws CelError */
export function evaluate(expression: string, values: Values): unknown {
  return evaluateIn(environment, expression, values);
}

/** What evaluates the rules of a schema, which know a value and what it was before. @throws CelError */
export function ruleEvaluator(): (expression: string, values: Values) => unknown {
  const options = { enableOptionalTypes: true, homogeneousAggregateLiterals: false };
  const rules = new Environment(options).registerVariable('self', 'dyn').registerVariable('oldSelf', 'dyn');
  return (expression, values) => evaluateIn(rules, expression, values);
}

function evaluateIn(known: Environment, expression: string, values: Values): unknown {
  try {
    return known.evaluate(expression, values);
  } catch (error) {
    if (!isOfCel(error)) throw error;
    throw new CelError(inRealWords(firstLine(error.message)));
  }
}

/** JSON as the language sees it: whole numbers are integers. */
export function celValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(celValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, celValue(field)]));
}

function isOfCel(error: unknown): error is EvaluationError | ParseError | CelTypeError {
  return error instanceof EvaluationError || error instanceof ParseError || error instanceof CelTypeError;
}

/** Line, column and text, with the place shown under the expression. */
function pointed(
  expression: string,
  error: { message: string; range?: { start: number } } | undefined,
): string {
  const { message = '', range } = error ?? {};
  const before = expression.slice(0, range?.start ?? 0).split('\n');
  const column = before.at(-1)?.length ?? 0;
  const line = expression.split('\n')[before.length - 1] ?? '';
  const text = inRealWords(firstLine(message));
  return `${before.length}:${column + 1}: ${text}\n | ${line}\n | ${'.'.repeat(column)}^`;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

/** What is said by both, in Kubernetes' evaluator's words. */
const WORDS: [RegExp, string][] = [
  [/^Unknown variable: (.*)$/, "undeclared reference to '$1' (in container '')"],
  [/^No such key: (.*)$/, 'no such key: $1'],
  [/^no such overload: (\w+) (\S+) (\w+)$/, "found no matching overload for '_$2_' applied to '($1, $3)'"],
  [/^has\(\) invalid argument$/, 'invalid argument to has() macro'],
];

function inRealWords(text: string): string {
  const known = WORDS.find(([pattern]) => pattern.test(text));
  return known ? text.replace(...known) : text;
}
