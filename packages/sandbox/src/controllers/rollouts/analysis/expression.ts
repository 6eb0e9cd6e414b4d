import { ExpressionError, parseExpression, type Expression } from './parseExpression';

type Value = unknown;

function numberOf(value: Value, operator: string, other: Value): number {
  if (typeof value === 'number') return value;
  throw new ExpressionError(
    `invalid operation: ${operator} (mismatched types ${typeName(value)} and ${typeName(other)})`,
  );
}

function typeName(value: Value): string {
  if (value === null || value === undefined) return 'nil';
  if (Array.isArray(value)) return '[]interface {}';
  const names: Record<string, string> = {
    number: 'float64',
    boolean: 'bool',
    object: 'map[string]interface {}',
  };
  return names[typeof value] ?? typeof value;
}

function booleanOf(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  throw new ExpressionError(`interface conversion: interface {} is ${typeName(value)}, not bool`);
}

function member(object: Value, key: Value): Value {
  if (Array.isArray(object)) {
    const index = typeof key === 'number' && key < 0 ? object.length + key : key;
    if (typeof index !== 'number')
      throw new ExpressionError(`cannot fetch ${String(key)} from ${typeName(object)}`);
    if (index >= object.length) {
      throw new ExpressionError(`reflect: slice index out of range`);
    }
    return object[index];
  }
  if (typeof object !== 'object' || object === null) {
    throw new ExpressionError(`cannot fetch ${String(key)} from ${typeName(object)}`);
  }
  return Object.entries(object).find(([name]) => name === key)?.[1];
}

function isEqual(a: Value, b: Value): boolean {
  return a === b || ((a ?? null) === null && (b ?? null) === null);
}

function asNumber(value: Value, name: string): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number === 'number' && !Number.isNaN(number)) return number;
  throw new ExpressionError(`${name}() not supported on ${typeName(value)} ${String(value)}`);
}

type Callable = (args: Value[], result: Value) => Value;

/** What real templates call. `isNil` and `default` look at the result, whatever they are given, as the real ones do. */
const functions: Record<string, Callable> = {
  len: ([value]) => {
    if (typeof value === 'string' || Array.isArray(value)) return value.length;
    if (typeof value === 'object' && value !== null) return Object.keys(value).length;
    throw new ExpressionError(`invalid argument for len (type ${typeName(value)})`);
  },
  isNaN: ([value]) => Number.isNaN(numberOf(value, 'isNaN', value)),
  isInf: ([value]) => Math.abs(numberOf(value, 'isInf', value)) === Infinity,
  isNil: (_args, result) => (result ?? null) === null,
  default: ([, fallback], result) => result ?? fallback,
  asInt: ([value]) => Math.trunc(asNumber(value, 'asInt')),
  asFloat: ([value]) => asNumber(value, 'asFloat'),
};

const binary: Record<string, (a: Value, b: Value) => Value> = {
  '==': isEqual,
  '!=': (a, b) => !isEqual(a, b),
  '<': (a, b) => numberOf(a, '<', b) < numberOf(b, '<', a),
  '<=': (a, b) => numberOf(a, '<=', b) <= numberOf(b, '<=', a),
  '>': (a, b) => numberOf(a, '>', b) > numberOf(b, '>', a),
  '>=': (a, b) => numberOf(a, '>=', b) >= numberOf(b, '>=', a),
  '+': (a, b) =>
    typeof a === 'string' && typeof b === 'string' ? a + b : numberOf(a, '+', b) + numberOf(b, '+', a),
  '-': (a, b) => numberOf(a, '-', b) - numberOf(b, '-', a),
  '*': (a, b) => numberOf(a, '*', b) * numberOf(b, '*', a),
  '/': (a, b) => numberOf(a, '/', b) / numberOf(b, '/', a),
  '%': (a, b) => numberOf(a, '%', b) % numberOf(b, '%', a),
  in: (a, b) => (Array.isArray(b) ? b.some(each => isEqual(each, a)) : member(b, a) !== undefined),
};

/** What names stand for: the measured result, and inside `all`, `any`, `none` and `filter` the item as `#`. */
interface Scope {
  result: Value;
  item?: Value;
}

function combined({ operator, left, right }: Extract<Expression, { kind: 'binary' }>, scope: Scope): Value {
  const first = valueOf(left, scope);
  if (operator === '&&') return booleanOf(first) && booleanOf(valueOf(right, scope));
  if (operator === '||') return booleanOf(first) || booleanOf(valueOf(right, scope));
  const operation = binary[operator];
  if (!operation) throw new ExpressionError(`unknown operator ${operator}`);
  return operation(first, valueOf(right, scope));
}

const quantifiers = new Set(['all', 'any', 'none', 'filter']);

function quantified(name: string, [list, predicate]: Expression[], scope: Scope): Value {
  const items = list && valueOf(list, scope);
  if (!Array.isArray(items) || !predicate) throw new ExpressionError(`builtin ${name} takes only array`);
  const test = (item: Value) => booleanOf(valueOf(predicate, { ...scope, item }));
  if (name === 'filter') return items.filter(test);
  if (name === 'all') return items.every(test);
  return items.some(test) === (name === 'any');
}

function called(name: string, args: Expression[], scope: Scope): Value {
  if (quantifiers.has(name)) return quantified(name, args, scope);
  const callable = functions[name];
  if (!callable) throw new ExpressionError(`unknown name ${name}`);
  const values = args.map(arg => valueOf(arg, scope));
  return callable(values, scope.result);
}

function named(name: string, scope: Scope): Value {
  if (name === 'result') return scope.result;
  if (name === '#') return scope.item;
  throw new ExpressionError(`unknown name ${name}`);
}

function valueOf(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'list':
      return expression.items.map(each => valueOf(each, scope));
    case 'name':
      return named(expression.name, scope);
    case 'member':
      return member(valueOf(expression.object, scope), valueOf(expression.key, scope));
    case 'call':
      return called(expression.name, expression.args, scope);
    case 'not':
      return !booleanOf(valueOf(expression.operand, scope));
    case 'minus':
      return -numberOf(valueOf(expression.operand, scope), '-', 0);
    case 'choice':
      return valueOf(booleanOf(valueOf(expression.test, scope)) ? expression.yes : expression.no, scope);
    default:
      return combined(expression, scope);
  }
}

/**
 * Evaluates a success or failure condition: the part of the `expr` language that analysis templates use.
 * @throws ExpressionError when it cannot be read, or does not give true or false
 */
export function evaluateCondition(condition: string, result: unknown): boolean {
  const value = valueOf(parseExpression(condition), { result });
  if (typeof value === 'boolean') return value;
  throw new ExpressionError(`expected bool, but got ${typeName(value)}`);
}
