import { isObject, jsonEqual } from '../json';
import type { Schema } from '../schemas/Schema';
import type { FieldSet } from '../types';
import { FIELD, fields } from './fieldSet';
import { kindOf, partsOf, type Part } from './structure';

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
  const kind = kindOf(schema, after ?? before);
  const whole = kind === undefined || (isEmpty(before) && isEmpty(after)) || isOther(before, after);
  if (whole) return compareWhole(before, after);
  const [was, is] = [partsOf(schema, before), partsOf(schema, after)];
  const added: FieldSet = {};
  const modified: FieldSet = {};
  const removed: FieldSet = {};
  for (const key of was.size === 0 ? is.keys() : new Set([...was.keys(), ...is.keys()])) {
    const found = comparePart(was.get(key), is.get(key), before !== undefined && after !== undefined);
    if (found.added) added[key] = found.added;
    if (found.modified) modified[key] = found.modified;
    if (found.removed) removed[key] = found.removed;
  }
  return {
    added: fields(added, before === undefined),
    modified: fields(modified),
    removed: fields(removed, after === undefined),
  };
}

/** @param kept whether what it is a part of is there in both */
function comparePart(was: Part | undefined, is: Part | undefined, kept: boolean): Comparison {
  const schema = (is ?? was)?.schema;
  // Of a part that is always there, nothing is not less than an empty one.
  const nothing = kept && schema?.always ? NOTHING[schema.type ?? ''] : undefined;
  return compare(schema, was?.value ?? nothing, is?.value ?? nothing);
}

function compareWhole(before: unknown, after: unknown): Comparison {
  if (before === undefined) return { added: FIELD };
  if (after === undefined) return { removed: FIELD };
  return jsonEqual(before, after) ? SAME : { modified: FIELD };
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
