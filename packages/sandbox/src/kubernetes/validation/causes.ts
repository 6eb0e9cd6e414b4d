import type { StatusCause } from '../StatusError';

/** Why a field is refused, as the server words it. */

export function required(field: string, why?: string): StatusCause {
  const message = why === undefined ? 'Required value' : `Required value: ${why}`;
  return { reason: 'FieldValueRequired', message, field };
}

export function invalid(field: string, value: unknown, why: string): StatusCause {
  const shown = JSON.stringify(value ?? null);
  return { reason: 'FieldValueInvalid', message: `Invalid value: ${shown}: ${why}`, field };
}

/** One cause for each reason why a text is refused. */
export function refused(field: string, value: string, reasons: readonly string[]): StatusCause[] {
  return reasons.map(why => invalid(field, value, why));
}

export function unsupported(field: string, value: unknown, values: readonly string[]): StatusCause {
  const list = values.map(each => JSON.stringify(each)).join(', ');
  const message = `Unsupported value: ${JSON.stringify(value)}: supported values: ${list}`;
  return { reason: 'FieldValueNotSupported', message, field };
}

export function forbidden(field: string, why: string): StatusCause {
  return { reason: 'FieldValueForbidden', message: `Forbidden: ${why}`, field };
}

export function duplicate(field: string, value: unknown): StatusCause {
  return { reason: 'FieldValueDuplicate', message: `Duplicate value: ${JSON.stringify(value)}`, field };
}

export function notFound(field: string, value: unknown): StatusCause {
  return { reason: 'FieldValueNotFound', message: `Not found: ${JSON.stringify(value)}`, field };
}

/** Of a choice that may be left out. */
export function choice(field: string, value: unknown, values: readonly string[]): StatusCause[] {
  if (value === undefined || value === null || values.some(each => each === value)) return [];
  return [unsupported(field, value, values)];
}

const LARGEST_PORT = 65535;
export const PORT_RANGE = 'must be between 1 and 65535, inclusive';

export function portNumber(field: string, value: unknown): StatusCause[] {
  const right = typeof value === 'number' && value >= 1 && value <= LARGEST_PORT;
  return right ? [] : [invalid(field, value, PORT_RANGE)];
}

export function notNegative(field: string, value: unknown): StatusCause[] {
  if (typeof value !== 'number' || value >= 0) return [];
  return [invalid(field, value, 'must be greater than or equal to 0')];
}

/** The items after the first of those that are alike. @param field of an item, by its position */
export function repeated(keys: readonly unknown[], field: (index: number) => string): StatusCause[] {
  return keys.flatMap((key, i) =>
    key !== undefined && key !== '' && keys.indexOf(key) < i ? [duplicate(field(i), key)] : [],
  );
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
