import { StatusError } from '../StatusError';
import type { WriteOptions } from '../store/ObjectWriter';
import type { ApiRequest } from './ApiRequest';

type Kind = 'CreateOptions' | 'UpdateOptions' | 'PatchOptions' | 'DeleteOptions';

/** What the query says about how to write. @throws StatusError 422 */
export function writeOptions(kind: Kind, { info, manager }: ApiRequest): WriteOptions {
  return { manager, dryRun: dryRunOf(kind, info.query.getAll('dryRun')) };
}

export function dryRunOf(kind: Kind, values: readonly string[]): boolean {
  const given = values.filter(value => value !== '');
  if (given.some(value => value !== 'All')) {
    const message = `Unsupported value: ${JSON.stringify(given)}: supported values: "All"`;
    throw badOption(kind, 'dryRun', 'FieldValueNotSupported', message);
  }
  return given.length > 0;
}

/** An option of the query that can not be taken. */
export function badOption(kind: Kind, field: string, reason: string, message: string): StatusError {
  return StatusError.of(422, 'Invalid', `${kind}.meta.k8s.io "" is invalid: ${field}: ${message}`, {
    group: 'meta.k8s.io',
    kind,
    causes: [{ reason, message, field }],
  });
}
