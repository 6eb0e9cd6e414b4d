import type { Schema } from '../schemas/Schema';
import type { FieldSet, KubeObject, ManagedFieldsEntry } from '../types';
import { compare, type Comparison } from './comparing';
import { FIELD, difference, intersection, union, without } from './fieldSet';

/** Who wrote which field last, as `metadata.managedFields` tells it. */

export type Entries = readonly ManagedFieldsEntry[];

/** Who writes now. */
export interface Hand {
  manager: string;
  operation: ManagedFieldsEntry['operation'];
  apiVersion: string;
  subresource?: string;
  /** RFC 3339. */
  now: string;
}

/** Fields of another manager that a write would change. */
export interface Conflict {
  entry: ManagedFieldsEntry;
  fields: FieldSet;
}

/** What the server sets by itself, and so is nobody's. */
const SERVER_SET: FieldSet = {
  'f:apiVersion': FIELD,
  'f:kind': FIELD,
  'f:metadata': Object.fromEntries(
    [
      'name',
      'namespace',
      'creationTimestamp',
      'selfLink',
      'uid',
      'generation',
      'managedFields',
      'resourceVersion',
    ].map(name => [`f:${name}`, FIELD]),
  ),
};
const METADATA: FieldSet = { 'f:metadata': FIELD };
const STATUS: FieldSet = { 'f:status': FIELD };

/** Through which door something is written: a status has one of its own where there is the subresource. */
export type Door = 'whole' | 'main' | 'status';

/** A set without what is nobody's, and without what its door does not take. */
export function ownable(set: FieldSet | undefined, door: Door): FieldSet | undefined {
  if (door === 'status') return set?.['f:status'] && { 'f:status': set['f:status'] };
  const owned = difference(without(set, SERVER_SET), METADATA);
  return door === 'main' ? without(owned, STATUS) : owned;
}

/** The managers after `hand` made `after` out of `before`; `undefined` is a new object. */
export function managersAfterUpdate(
  schema: Schema | undefined,
  before: KubeObject | undefined,
  after: KubeObject,
  hand: Hand,
  entries: Entries,
): Entries {
  const changes = ownChanges(compare(schema, before ?? {}, after));
  const changed = union(changes.added, changes.modified);
  const { others, mine } = apart(entries, hand);
  const rest = lose(others, changed, changes.removed);
  const kept = difference(mine?.fieldsV1, changes.removed);
  const owned = union(kept, changed);
  if (owned === undefined) return ordered(rest);
  return ordered([...rest, entryOf(hand, owned, changed ? hand.now : mine?.time)]);
}

/**
 * The managers after `hand` applied something, which took fields of others only by force.
 * @returns the conflicts, too, whatever is done about them
 */
export function managersAfterApply(
  entries: Entries,
  changes: Comparison,
  hand: Hand,
  said: FieldSet | undefined,
): { entries: Entries; conflicts: Conflict[] } {
  const { added, modified, removed } = ownChanges(changes);
  const changed = union(added, modified);
  const { others, mine } = apart(entries, hand);
  const conflicts = others.flatMap(entry => {
    const fields = intersection(entry.fieldsV1, changed);
    return fields ? [{ entry, fields }] : [];
  });
  const rest = lose(others, changed, removed);
  const time = changed || removed ? hand.now : mine?.time;
  return { entries: ordered(said ? [...rest, entryOf(hand, said, time)] : rest), conflicts };
}

/** Who owns what of an object that nobody was told of so far. */
export function unknownManager(schema: Schema | undefined, live: KubeObject, hand: Hand): Entries {
  const fieldsV1 = ownChanges(compare(schema, {}, live)).added;
  const first = {
    ...hand,
    manager: 'before-first-apply',
    operation: 'Update' as const,
    subresource: undefined,
  };
  return fieldsV1 ? [entryOf(first, fieldsV1, hand.now)] : [];
}

function ownChanges({ added, modified, removed }: Comparison): Comparison {
  const own = (set: FieldSet | undefined) => ownable(set, 'whole');
  return { added: own(added), modified: own(modified), removed: own(removed) };
}

function entryOf(hand: Hand, fieldsV1: FieldSet, time: string | undefined): ManagedFieldsEntry {
  const { manager, operation, apiVersion, subresource } = hand;
  return {
    manager,
    operation,
    apiVersion,
    ...(time && { time }),
    fieldsType: 'FieldsV1',
    fieldsV1,
    ...(subresource && { subresource }),
  };
}

/** Who applies is the same in every version; who updates is not. */
function apart(entries: Entries, hand: Hand) {
  const mine = entries.find(
    entry =>
      entry.manager === hand.manager &&
      entry.operation === hand.operation &&
      (entry.operation === 'Apply' || entry.apiVersion === hand.apiVersion) &&
      (entry.subresource ?? '') === (hand.subresource ?? ''),
  );
  return { mine, others: mine ? entries.filter(entry => entry !== mine) : entries };
}

/** Others own no longer what was changed or taken away. */
function lose(
  entries: Entries,
  changed: FieldSet | undefined,
  removed: FieldSet | undefined,
): ManagedFieldsEntry[] {
  return entries.flatMap(entry => {
    const fieldsV1 = difference(difference(entry.fieldsV1, changed), removed);
    if (fieldsV1 === undefined) return [];
    return [fieldsV1 === entry.fieldsV1 ? entry : { ...entry, fieldsV1 }];
  });
}

function ordered(entries: ManagedFieldsEntry[]): Entries {
  const key = ({ operation, time = '', manager, apiVersion, subresource = '' }: ManagedFieldsEntry) =>
    [operation, time, manager, apiVersion, subresource].join('\u0000');
  return entries.length < 2 ? entries : [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
