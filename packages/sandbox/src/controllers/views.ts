import { z } from 'zod';
import { type KubeObject, type JsonValue } from '../kubernetes/types';

/**
 * Objects as controllers read them: only the fields they act on, checked once per stored object. What is written back is
 * always a patch or a copy of the stored object, so fields that are not read here are kept.
 */

export type JsonObject = { [key: string]: JsonValue };

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Any JSON object, unread. */
export const jsonObject = z.custom<JsonObject>(isJsonObject, 'an object');

export const labelMap = z.record(z.string(), z.string());

export const labelSelectorView = z.object({
  matchLabels: labelMap.optional(),
  matchExpressions: z
    .array(z.object({ key: z.string(), operator: z.string(), values: z.array(z.string()).optional() }))
    .optional(),
});

/** What every object has, with the maps that may be absent made empty. */
export const metadataView = z.object({
  name: z.string(),
  namespace: z.string().default(''),
  uid: z.string(),
  generation: z.number().default(0),
  creationTimestamp: z.string(),
  deletionTimestamp: z.string().optional(),
  deletionGracePeriodSeconds: z.number().optional(),
  labels: labelMap.default({}),
  annotations: labelMap.default({}),
  finalizers: z.array(z.string()).default([]),
});

export const intOrString = z.union([z.number(), z.string()]);

/** An object that says things of the wrong kind: nothing can be done about it until somebody changes it. */
export class UnreadableObjectError extends Error {
  override readonly name = 'UnreadableObjectError';
}

/** A reader that remembers what it read: stored objects never change. @throws UnreadableObjectError */
export function reader<T extends object>(schema: z.ZodType<T>): (object: KubeObject) => T {
  const read = new WeakMap<KubeObject, T>();
  return object => {
    const known = read.get(object);
    if (known) return known;
    const view = parsed(schema, object);
    read.set(object, view);
    return view;
  };
}

/** Clients may say null for what they leave out. */
function parsed<T extends object>(schema: z.ZodType<T>, object: KubeObject): T {
  const first = schema.safeParse(object);
  if (first.success) return first.data;
  const second = schema.safeParse(withoutNulls(object));
  if (second.success) return second.data;
  const { namespace = '', name } = object.metadata;
  throw new UnreadableObjectError(`${object.kind} ${namespace}/${name}: ${z.prettifyError(second.error)}`);
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(entries.map(([key, field]) => [key, withoutNulls(field)]));
}

/** The value as JSON: fields that are undefined are left out, which types alone cannot say. */
export function asJson(value: object): JsonObject {
  const entries = Object.entries(value).flatMap(([key, field]) =>
    field === undefined ? [] : [[key, jsonValue(field)] as const],
  );
  return Object.fromEntries(entries);
}

function jsonValue(value: unknown): JsonValue {
  if (Array.isArray(value)) return value.map(jsonValue);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'object' && value !== null ? asJson(value) : null;
}
