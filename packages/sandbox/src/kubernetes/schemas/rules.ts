import { CelError, ruleEvaluator } from '../admission/cel';
import { isObject } from '../json';
import type { StatusCause } from '../StatusError';
import { propertyOf, type Rule, type Schema } from './Schema';

/** `x-kubernetes-validations`: expressions that a value has to make true. */

const evaluateRule = ruleEvaluator();

/** @param old the value before; rules that name it are asked about changes only */
export function ruleCauses(schema: Schema, value: unknown, old: unknown, path: string): StatusCause[] {
  if (!hasRules(schema) || value === undefined || value === null) return [];
  const own = (schema['x-kubernetes-validations'] ?? []).flatMap(rule =>
    ruleCause(rule, schema, value, old, path),
  );
  if (Array.isArray(value)) {
    return [...own, ...value.flatMap((item, i) => itemCauses(schema, item, old, `${path}[${i}]`))];
  }
  if (!isObject(value)) return own;
  const below = Object.entries(value).flatMap(([name, field]) => {
    const property = propertyOf(schema, name);
    const before = isObject(old) ? old[name] : undefined;
    return property ? ruleCauses(property, field, before, path === '' ? name : `${path}.${name}`) : [];
  });
  return [...own, ...below];
}

/** An item's state before is the one with the same key. */
function itemCauses(schema: Schema, item: unknown, old: unknown, path: string): StatusCause[] {
  const keys = schema['x-kubernetes-list-map-keys'];
  const same = (other: unknown) =>
    isObject(other) && isObject(item) && !!keys?.every(key => other[key] === item[key]);
  return schema.items
    ? ruleCauses(schema.items, item, Array.isArray(old) ? old.find(same) : undefined, path)
    : [];
}

function ruleCause(rule: Rule, schema: Schema, self: unknown, oldSelf: unknown, path: string): StatusCause[] {
  if (/\boldSelf\b/.test(rule.rule) && oldSelf === undefined && !rule.optionalOldSelf) return [];
  const values = { self: typed(schema, self), oldSelf: typed(schema, oldSelf) };
  const result = attempt(rule.rule, values);
  if (result === true) return [];
  const value = JSON.stringify(schema.type ?? 'any');
  const field = `${path}${rule.fieldPath ?? ''}` || '<nil>';
  if (result instanceof CelError) {
    const message = `Invalid value: ${value}: rule evaluation error: ${result.message}`;
    return [{ reason: 'FieldValueInvalid', message, field }];
  }
  return [{ reason: rule.reason ?? 'FieldValueInvalid', message: reasoned(rule, value, values), field }];
}

function reasoned(rule: Rule, value: string, values: Record<string, unknown>): string {
  const said = rule.messageExpression === undefined ? undefined : attempt(rule.messageExpression, values);
  const text = typeof said === 'string' && said !== '' ? said : (rule.message ?? `failed rule: ${rule.rule}`);
  const start: Record<string, string> = {
    FieldValueForbidden: 'Forbidden',
    FieldValueRequired: 'Required value',
    FieldValueDuplicate: `Duplicate value: ${value}`,
  };
  const first = start[rule.reason ?? ''] ?? `Invalid value: ${value}: ${text}`;
  return rule.reason === 'FieldValueForbidden' || rule.reason === 'FieldValueRequired'
    ? `${first}: ${text}`
    : first;
}

function attempt(expression: string, values: Record<string, unknown>): unknown {
  try {
    return evaluateRule(expression, values);
  } catch (error) {
    if (error instanceof CelError) return error;
    throw error;
  }
}

/** Values as the language has them by their schema: whole numbers are integers unless it says `number`. */
function typed(schema: Schema | undefined, value: unknown): unknown {
  if (typeof value === 'number')
    return schema?.type !== 'number' && Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(item => typed(schema?.items, item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, typed(propertyOf(schema, name), field)]),
  );
}

const withRules = new WeakMap<Schema, boolean>();

/** Whether there are rules for a value or for anything in it. */
export function hasRules(schema: Schema): boolean {
  const known = withRules.get(schema);
  if (known !== undefined) return known;
  // Before what is below is looked at: a type that contains itself ends here.
  withRules.set(schema, false);
  const below = [schema.items, schema.additionalProperties, ...Object.values(schema.properties ?? {})];
  const found =
    !!schema['x-kubernetes-validations']?.length ||
    below.some(each => typeof each === 'object' && hasRules(each));
  withRules.set(schema, found);
  return found;
}
