import { jsonEqual } from '../../kubernetes/json';
import { type JsonValue } from '../../kubernetes/types';
import { asJson, type JsonObject } from '../views';
import { type RolloutStatus } from './rolloutView';

function isPlain(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isZero(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === '' || value === 0 || value === false;
}

function withoutZeros(value: JsonObject): JsonObject {
  const entries = Object.entries(value).filter(([, field]) => !isZero(field));
  return Object.fromEntries(
    entries.map(([key, field]) => [key, isPlain(field) ? withoutZeros(field) : field]),
  );
}

/** The status as the controller's own type writes it: zero values are left out. */
export function typedStatus(status: RolloutStatus): JsonObject {
  return withoutZeros(asJson(status));
}

function difference(before: JsonObject, after: JsonObject): JsonObject {
  const changes: JsonObject = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, next] = [before[key], after[key]];
    if (next === undefined) changes[key] = null;
    else if (isPlain(old) && isPlain(next)) {
      const inner = difference(old, next);
      if (Object.keys(inner).length) changes[key] = inner;
    } else if (!jsonEqual(old, next)) changes[key] = next;
  }
  return changes;
}

/**
 * The merge patch from one status to another, or undefined when they are the same to the controller. What somebody else
 * put into the stored status survives where the controller sees no difference: an `abort: false` stays there.
 */
export function statusPatch(before: RolloutStatus, after: RolloutStatus): JsonObject | undefined {
  const changes = difference(typedStatus(before), typedStatus(after));
  return Object.keys(changes).length ? changes : undefined;
}
