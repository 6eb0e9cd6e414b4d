import { StatusError } from '../StatusError';
import type { WriteOptions } from '../store/ObjectWriter';
import type { ApiRequest } from './ApiRequest';
import { checkFieldValidation } from './fieldValidation';

export type OptionsKind = 'CreateOptions' | 'UpdateOptions' | 'PatchOptions' | 'DeleteOptions';

/** What the query says about how to write. @throws StatusError 422 */
export function writeOptions(kind: OptionsKind, { info, manager }: ApiRequest): WriteOptions {
  checkManager(kind, info.query.get('fieldManager') ?? '');
  checkFieldValidation(kind, info.query);
  return { manager, outside: true, dryRun: dryRunOf(kind, info.query.getAll('dryRun')) };
}

const LONGEST_MANAGER = 128;

function checkManager(kind: OptionsKind, name: string): void {
  if (Buffer.byteLength(name) > LONGEST_MANAGER) {
    const message = `Too long: may not be more than ${LONGEST_MANAGER} bytes`;
    throw badOption(kind, 'fieldManager', 'FieldValueTooLong', message);
  }
  const strange = [...name].findIndex(letter => !/[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(letter));
  if (strange < 0) return;
  const message = `Invalid value: ${JSON.stringify(name)}: should only contain printable characters`;
  throw badOption(kind, 'fieldManager', 'FieldValueInvalid', message);
}

export function dryRunOf(kind: OptionsKind, values: readonly string[]): boolean {
  const given = values.filter(value => value !== '');
  if (given.some(value => value !== 'All')) {
    const message = `Unsupported value: ${JSON.stringify(given)}: supported values: "All"`;
    throw badOption(kind, 'dryRun', 'FieldValueNotSupported', message);
  }
  return given.length > 0;
}

/** An option of the query that can not be taken. */
export function badOption(kind: OptionsKind, field: string, reason: string, message: string): StatusError {
  return StatusError.of(422, 'Invalid', `${kind}.meta.k8s.io "" is invalid: ${field}: ${message}`, {
    group: 'meta.k8s.io',
    kind,
    causes: [{ reason, message, field }],
  });
}
