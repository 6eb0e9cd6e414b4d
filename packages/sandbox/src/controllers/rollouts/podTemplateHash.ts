import { fnv32a, safeEncoded } from '../hashing';
import { canonicalQuantity } from '../quantities';
import { type JsonObject } from '../views';
import { type JsonValue } from '../../kubernetes/types';
import { shapes } from './podTemplateShape';

interface Field {
  name: string;
  /** `!` always, `{}` always and then an object, `?` when it is there at all, nothing: when it is not empty. */
  presence: string;
  shape: string;
}

const parsed = new Map(
  Object.entries(shapes).map(([name, text]) => [name, text.split(' ').map(parseField)] as const),
);

function parseField(text: string): Field {
  const [, name = '', presence = '', shape = ''] = /^(\w+)(!|\{\}|\?)?(?::(.+))?$/.exec(text) ?? [];
  return { name, presence, shape };
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return true;
  return Array.isArray(value) ? value.length === 0 : false;
}

/** An empty map is left out by Go, an empty struct behind a pointer is not. */
function isWritten(field: Field, value: JsonValue | undefined): boolean {
  if (field.presence === '!' || field.presence === '{}') return true;
  if (field.presence === '?') return value !== undefined && value !== null;
  if (isObject(value) && Object.keys(value).length === 0) return field.shape !== '' && field.shape !== '*';
  return !isEmpty(value);
}

function written(field: Field, value: JsonValue | undefined): JsonValue {
  if (value === undefined || value === null) return field.presence === '{}' ? ordered({}, field.shape) : null;
  if (field.shape === '#') return typeof value === 'object' ? value : canonicalQuantity(String(value));
  if (field.shape === '*' && isObject(value)) return quantities(value);
  if (Array.isArray(value)) return value.map(item => (isObject(item) ? ordered(item, field.shape) : item));
  return isObject(value) ? ordered(value, field.shape) : value;
}

function byName(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function quantities(value: JsonObject): JsonObject {
  const entries = Object.entries(byName(value));
  return Object.fromEntries(entries.map(([name, each]) => [name, canonicalQuantity(String(each))]));
}

function ordered(value: JsonObject, shape: string): JsonObject {
  const fields = parsed.get(shape);
  if (!fields) return byName(value);
  const known = new Set(fields.map(({ name }) => name));
  const others = Object.entries(byName(value)).filter(([name]) => !known.has(name));
  const mine = fields
    .filter(field => isWritten(field, value[field.name]))
    .map(field => [field.name, written(field, value[field.name])] as const);
  return Object.fromEntries([...mine, ...others]);
}

/** The API server gives a port its protocol before any controller sees it. */
function withProtocols(template: JsonObject): JsonObject {
  const spec = isObject(template.spec) ? template.spec : {};
  const port = (each: JsonValue) => (isObject(each) ? { protocol: 'TCP', ...each } : each);
  const container = (each: JsonValue) =>
    isObject(each) && Array.isArray(each.ports) ? { ...each, ports: each.ports.map(port) } : each;
  const containers = Array.isArray(spec.containers) ? spec.containers.map(container) : [];
  return { ...template, spec: { ...spec, containers } };
}

/** Go escapes these in JSON, JavaScript does not. */
function goJson(value: JsonValue): string {
  const escape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escape);
}

/**
 * Argo Rollouts' own hash of a pod template: FNV-1a over the template as Go marshals it, then the collision count.
 * The same as the real controller's for templates made of fields that `podTemplateShape.ts` knows.
 */
export function podTemplateHash(template: JsonObject, collisionCount?: number): string {
  const text = goJson(ordered(withProtocols(template), 'PodTemplate'));
  if (collisionCount === undefined) return safeEncoded(fnv32a(text));
  const bytes = [0, 8, 16, 24].map(shift => (collisionCount >>> shift) & 255);
  return safeEncoded(fnv32a(text, ...bytes, 0, 0, 0, 0));
}
