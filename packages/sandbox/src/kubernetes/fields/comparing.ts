import { isObject, jsonEqual, type JsonObject } from '../json';
import { propertyOf, type Schema } from '../schemas/Schema';
import type { FieldSet } from '../types';
import { FIELD, fields } from './fieldSet';
import { kindOf, partsOf } from './structure';

/** Which fields differ between two states of a value. */
export interface Comparison {
  added?: FieldSet;
  modified?: FieldSet;
  removed?: FieldSet;
}

const SAME: Comparison = {};
const NOTHING: Record<string, unknown> = { object: Object.freeze({}), array: null };

/** Parts that both states share are not looked into: a status write costs nothing for the pod template. */
export function compare(schema: Schema | undefined, before: unknown, after: unknown): Comparison {
  if (before === after) return SAME;
  if (before === undefined) return { added: allFields(schema, after) };
  if (after === undefined) return { removed: allFields(schema, before) };
  const kind = kindOf(schema, after ?? before);
  const whole = kind === undefined || (isEmpty(before) && isEmpty(after)) || isOther(before, after);
  if (whole) return jsonEqual(before, after) ? SAME : { modified: FIELD };
  return kind === 'list' ? compareLists(schema, before, after) : compareObjects(schema, before, after);
}

/** Everything in a value that came, or went, as a whole. */
function allFields(schema: Schema | undefined, value: unknown): FieldSet {
  const kind = kindOf(schema, value);
  if (kind === undefined) return FIELD;
  const below: FieldSet = {};
  if (kind === 'list') {
    for (const [key, part] of partsOf(schema, value)) below[key] = allFields(part.schema, part.value);
  } else {
    for (const [name, field] of Object.entries(isObject(value) ? value : {})) {
      if (field !== undefined) below[`f:${name}`] = allFields(propertyOf(schema, name), field);
    }
  }
  return fields(below, true) ?? FIELD;
}

function compareObjects(schema: Schema | undefined, before: unknown, after: unknown): Comparison {
  const changes = new Changes();
  const was: JsonObject = isObject(before) ? before : {};
  const is: JsonObject = isObject(after) ? after : {};
  for (const name of Object.keys(is)) {
    if (is[name] !== was[name]) changes.note(`f:${name}`, compareField(schema, name, was[name], is[name]));
  }
  for (const name of Object.keys(was)) {
    if (is[name] === undefined && was[name] !== undefined && !(name in is)) {
      changes.note(`f:${name}`, compareField(schema, name, was[name], undefined));
    }
  }
  return changes.all();
}

/** Of a part that is always there, nothing is not less than an empty one. */
function compareField(schema: Schema | undefined, name: string, was: unknown, is: unknown): Comparison {
  const property = propertyOf(schema, name);
  const nothing = property?.always ? NOTHING[property.type ?? ''] : undefined;
  return compare(property, was ?? nothing, is ?? nothing);
}

function compareLists(schema: Schema | undefined, before: unknown, after: unknown): Comparison {
  const changes = new Changes();
  const was = partsOf(schema, before);
  const is = partsOf(schema, after);
  for (const [key, { value }] of is) changes.note(key, compare(schema?.items, was.get(key)?.value, value));
  for (const [key, { value }] of was) {
    if (!is.has(key)) changes.note(key, compare(schema?.items, value, undefined));
  }
  return changes.all();
}

/** What was found in the parts of a value. */
class Changes {
  readonly #added: FieldSet = {};
  readonly #modified: FieldSet = {};
  readonly #removed: FieldSet = {};

  note(key: string, { added, modified, removed }: Comparison): void {
    if (added) this.#added[key] = added;
    if (modified) this.#modified[key] = modified;
    if (removed) this.#removed[key] = removed;
  }

  all(): Comparison {
    return {
      added: fields(this.#added),
      modified: fields(this.#modified),
      removed: fields(this.#removed),
    };
  }
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return !isObject(value) || Object.keys(value).length === 0;
}

/** A list where there was an object, or a text. */
function isOther(before: unknown, after: unknown): boolean {
  if (before === undefined || before === null || after === undefined || after === null) return false;
  return Array.isArray(before) !== Array.isArray(after) || isObject(before) !== isObject(after);
}
