import { isObject, type JsonObject } from '../json';
import type { Schema } from '../schemas/Schema';
import type { FieldSet, KubeObject } from '../types';
import { compare } from './comparing';
import { applyConflict } from './conflicts';
import { FIELD, difference, intersection, union } from './fieldSet';
import { disputed, reannotated } from './kubectlApply';
import { managersAfterApply, ownable, unknownManager, type Door, type Entries, type Hand } from './managers';
import { merge, remove } from './merging';
import { fieldsSaid, withNamedFields } from './saying';

export interface Application {
  schema: Schema | undefined;
  /** What somebody says that is to be. */
  config: JsonObject;
  hand: Hand;
  /** Takes what belongs to others. */
  force: boolean;
  door: Door;
  /** Whom conflicts are with, said in another version: the one of a Scale. */
  shownVersion?: string;
}

/**
 * Server-side apply: what is said is merged, and what the same manager said last time and now does not is taken away,
 * unless somebody else owns it.
 * @throws StatusError 409 with a cause for each field that belongs to others
 */
export function apply(
  live: KubeObject,
  { schema, config, hand, force, door, shownVersion }: Application,
): { object: KubeObject; entries: Entries } {
  const known = live.metadata.managedFields ?? [];
  const entries = known.length || !live.metadata.uid ? known : unknownManager(schema, live, hand);
  const last = entries.find(
    each =>
      each.operation === 'Apply' &&
      each.manager === hand.manager &&
      (each.subresource ?? '') === (hand.subresource ?? ''),
  );
  const spoken = fieldsSaid(schema, config);
  const said = ownable(spoken, door);
  const others = entries.filter(each => each !== last).map(each => each.fieldsV1);
  const merged = merge(schema, live, taken(config, door));
  // Its name keeps an object's metadata, of which nobody owns the rest.
  const object = pruned(schema, merged, last?.fieldsV1, [...others, spoken, METADATA]) as KubeObject;
  const result = managersAfterApply(entries, compare(schema, live, object), hand, said);
  const conflicts = force ? [] : disputed(schema, live, hand, result.conflicts);
  if (conflicts.length) throw applyConflict(conflicts, shownVersion);
  return { object: reannotated(object, live, config, hand), entries: result.entries };
}

const METADATA: FieldSet = { 'f:metadata': FIELD };

/** What a door does not take is owned by nobody and changes nothing. */
function taken(config: JsonObject, door: Door): JsonObject {
  if (door === 'whole') return config;
  const { status, ...rest } = config;
  return door === 'main' ? rest : { ...preconditions(config), ...(status !== undefined && { status }) };
}

/** Which object is meant may be said at every door. */
function preconditions({ metadata }: JsonObject): JsonObject {
  if (!isObject(metadata)) return {};
  const { uid, resourceVersion } = metadata;
  return {
    metadata: {
      ...(uid !== undefined && { uid }),
      ...(resourceVersion !== undefined && { resourceVersion }),
    },
  };
}

function pruned(
  schema: Schema | undefined,
  merged: unknown,
  last: FieldSet | undefined,
  managed: readonly (FieldSet | undefined)[],
): unknown {
  if (last === undefined) return merged;
  const named = (set: FieldSet | undefined) => withNamedFields(schema, set);
  const all = named(fieldsSaid(schema, merged));
  const owned = managed.map(named).reduce(union, undefined);
  const without = named(fieldsSaid(schema, remove(schema, merged, named(last))));
  // What others own comes back, and what nobody ever owned; only what was this manager's goes.
  const left = remove(schema, merged, difference(all, union(without, owned)));
  const gone = difference(all, named(fieldsSaid(schema, left)));
  return remove(schema, merged, intersection(gone, named(last)));
}
