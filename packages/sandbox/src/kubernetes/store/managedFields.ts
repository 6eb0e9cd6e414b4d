import { isObject, jsonEqual, type JsonObject } from '../json';
import type { FieldSet, KubeObject, ManagedFieldsEntry } from '../types';

/** Who wrote which field last, as `metadata.managedFields` tells it. */

interface Hand {
  manager: string;
  operation: ManagedFieldsEntry['operation'];
  subresource?: string;
  /** RFC 3339. */
  now: string;
}

/** `object` with what `hand` changed since `before` told as its own. */
export function withManager(object: KubeObject, before: KubeObject | undefined, hand: Hand): KubeObject {
  const changed = changedFields(before ? tracked(before) : {}, tracked(object));
  const others = (before?.metadata.managedFields ?? []).map(entry => without(entry, changed));
  const mine = others.find(entry => isOf(entry, hand));
  const rest = others.filter(entry => entry !== mine && Object.keys(entry.fieldsV1).length > 0);
  const own: ManagedFieldsEntry = {
    manager: hand.manager,
    operation: hand.operation,
    apiVersion: object.apiVersion,
    time: hand.now,
    fieldsType: 'FieldsV1',
    fieldsV1: union(mine?.fieldsV1 ?? {}, changed.set),
    ...(hand.subresource && { subresource: hand.subresource }),
  };
  const entries = Object.keys(own.fieldsV1).length > 0 ? [...rest, own] : rest;
  return { ...object, metadata: { ...object.metadata, managedFields: entries } };
}

function isOf(entry: ManagedFieldsEntry, { manager, operation, subresource }: Hand): boolean {
  return entry.manager === manager && entry.operation === operation && entry.subresource === subresource;
}

function tracked({ apiVersion: _apiVersion, kind: _kind, metadata, ...content }: KubeObject): JsonObject {
  const { labels, annotations, ownerReferences, finalizers } = metadata;
  const own = Object.entries({ labels, annotations, ownerReferences, finalizers });
  const given = own.filter(([, value]) => value !== undefined);
  return { ...content, ...(given.length > 0 && { metadata: Object.fromEntries(given) }) };
}

interface Changes {
  /** New or with another value. */
  set: FieldSet;
  /** Gone. */
  gone: FieldSet;
}

function changedFields(before: unknown, after: unknown): Changes {
  const set: FieldSet = {};
  const gone: FieldSet = {};
  const was = children(before) ?? {};
  const is = children(after) ?? {};
  for (const key of Object.keys(was)) if (is[key] === undefined) gone[key] = {};
  for (const [key, value] of Object.entries(is)) {
    const old = was[key];
    if (value === undefined || value === old || jsonEqual(value, old)) continue;
    const below =
      children(value) && (old === undefined || children(old)) ? changedFields(old, value) : undefined;
    // Who only takes something away owns nothing for it.
    if (!below || old === undefined || Object.keys(below.set).length > 0) set[key] = below?.set ?? {};
    if (below && Object.keys(below.gone).length) gone[key] = below.gone;
  }
  return { set, gone };
}

/** The fields under a value; a list only where its items have a key of their own. */
function children(value: unknown): JsonObject | undefined {
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [`f:${key}`, field]));
  }
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const keys = value.map(itemKey);
  const unique = new Set(keys).size === keys.length && !keys.includes(undefined);
  return unique ? Object.fromEntries(value.map((item, i) => [keys[i], item])) : undefined;
}

function itemKey(item: unknown): string | undefined {
  if (!isObject(item)) return undefined;
  const key = ['uid', 'containerPort', 'type', 'name'].find(name => item[name] !== undefined);
  return key && `k:${JSON.stringify({ [key]: item[key] })}`;
}

function union(a: FieldSet, b: FieldSet): FieldSet {
  const result = { ...a };
  for (const [key, below] of Object.entries(b)) result[key] = union(result[key] ?? {}, below);
  return result;
}

function without(entry: ManagedFieldsEntry, { set, gone }: Changes): ManagedFieldsEntry {
  return { ...entry, fieldsV1: minus(minus(entry.fieldsV1, set), gone) };
}

function minus(from: FieldSet, what: FieldSet): FieldSet {
  const result: FieldSet = {};
  for (const [key, below] of Object.entries(from)) {
    const cut = what[key];
    if (cut === undefined) result[key] = below;
    else if (Object.keys(cut).length > 0 && Object.keys(below).length > 0) {
      const left = minus(below, cut);
      if (Object.keys(left).length > 0) result[key] = left;
    }
  }
  return result;
}
