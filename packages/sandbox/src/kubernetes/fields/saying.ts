import { isObject } from '../json';
import { propertyOf, type Schema } from '../schemas/Schema';
import type { FieldSet } from '../types';
import { FIELD, fields, isMember, union } from './fieldSet';
import { kindOf, partsOf, type Part } from './structure';

/** The fields that a value says something about: what who applies it owns from then on. */
export function fieldsSaid(schema: Schema | undefined, value: unknown): FieldSet | undefined {
  if (kindOf(schema, value) === undefined) return FIELD;
  const below: FieldSet = {};
  for (const [key, part] of partsOf(schema, value)) {
    const said = saidOfPart(part);
    if (said) below[key] = said;
  }
  return fields(below);
}

function saidOfPart({ schema, value, free }: Part): FieldSet | undefined {
  const said = fieldsSaid(schema, value);
  return free || isNothing(value) ? union(FIELD, said) : said;
}

function isNothing(value: unknown): boolean {
  return value === null || (isObject(value) && Object.keys(value).length === 0);
}

/** The set with those fields too that are in it only by what is below them, as far as the schema has a name for them. */
export function withNamedFields(schema: Schema | undefined, set: FieldSet | undefined): FieldSet | undefined {
  if (set === undefined) return undefined;
  const below: FieldSet = {};
  for (const [key, child] of Object.entries(set)) {
    if (key === '.') continue;
    const name = key.slice(2);
    const named = key.startsWith('f:');
    const found = withNamedFields(named ? propertyOf(schema, name) : schema?.items, child);
    const declared = named && schema?.properties !== undefined && Object.hasOwn(schema.properties, name);
    below[key] = (declared ? union(FIELD, found) : found) ?? FIELD;
  }
  return fields(below, isMember(set));
}
