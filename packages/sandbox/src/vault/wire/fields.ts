import { VaultError } from './VaultError';
import { secondsOf } from './durations';

type Data = Readonly<Record<string, unknown>>;

/** What was sent under a name, as text; empty when it was not. @throws VaultError 400 for what is no text */
export function textOf(data: Data, field: string): string {
  const value = data[field];
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const type = Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
  throw VaultError.badRequest(
    `Field validation failed: error converting input for field ${JSON.stringify(field)}: '' expected type 'string', got unconvertible type '${type}'`,
  );
}

export function flagOf(data: Data, field: string, otherwise = false): boolean {
  const value = data[field];
  if (value === undefined || value === null) return otherwise;
  return value === true || value === 1 || /^(true|t|1)$/i.test(String(value));
}

export function durationOf(data: Data, field: string): number | undefined {
  const value = data[field];
  return value === undefined || value === null ? undefined : secondsOf(value, field);
}

/** The same, worded as by engines that look at a field by themselves. */
export function bareDurationOf(data: Data, field: string): number | undefined {
  try {
    return durationOf(data, field);
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    throw VaultError.badRequest(error.message.replace('Field validation failed: ', ''));
  }
}

export function numberOf(data: Data, field: string): number | undefined {
  const value = data[field];
  if (value === undefined || value === null || value === '') return undefined;
  const number = Number(value);
  if (Number.isFinite(number)) return number;
  throw VaultError.badRequest(
    `Field validation failed: error converting input ${String(value)} for field "${field}"`,
  );
}

/** A list, or its text with commas. */
export function listOf(data: Data, field: string): string[] {
  const value = data[field];
  if (value === undefined || value === null || value === '') return [];
  const all = Array.isArray(value) ? value.map(String) : String(value).split(',');
  return all.map(each => each.trim()).filter(each => each !== '');
}

export function recordOf(data: Data, field: string): Record<string, unknown> {
  const value = data[field];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
