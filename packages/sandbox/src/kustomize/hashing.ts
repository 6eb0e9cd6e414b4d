import { createHash } from 'node:crypto';
import { at, isObject } from '../kubernetes/json';
import { type Resource } from './Resource';

/** Digits that could make a word are others. */
const others: Record<string, string> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };

/** The ten characters by which a generated ConfigMap or Secret tells its content; the name is empty there, whatever it is. */
export function hashSuffix({ object, kind }: Resource): string {
  const data = at(object, 'data') ?? '';
  const name = '';
  const content =
    kind === 'Secret'
      ? { kind, type: at(object, 'type') ?? '', name, data, ...optional(object, 'stringData') }
      : { kind, name, data, ...optional(object, 'binaryData') };
  const hash = createHash('sha256').update(goJson(content)).digest('hex').slice(0, 10);
  return [...hash].map(digit => others[digit] ?? digit).join('');
}

function optional(object: object, field: string): object {
  const found = at(object, field);
  return isObject(found) ? { [field]: found } : {};
}

/** As Go writes it: keys in order, and what means something in HTML escaped. */
function goJson(value: unknown): string {
  const sorted = JSON.stringify(value, (_key, field: unknown) =>
    isObject(field)
      ? Object.fromEntries(Object.entries(field).sort(([one], [other]) => (one < other ? -1 : 1)))
      : field,
  );
  return sorted.replace(
    /[<>&\u2028\u2029]/g,
    letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
