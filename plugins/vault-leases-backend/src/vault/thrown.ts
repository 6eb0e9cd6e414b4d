import { ConflictError, NotAllowedError, NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { type Fault, type FaultKind, faultOf, freshnessOf } from './faults';

const absent: ReadonlySet<FaultKind> = new Set(['gone', 'absent']);
const conflict: ReadonlySet<FaultKind> = new Set([
  'ended',
  'irrevocable',
  'not-renewable',
  'ceiling',
  'engine',
  'failed',
]);

/**
 * Does something for a person: what a Vault did instead is thrown as what it means to them.
 * @throws NotFoundError, NotAllowedError, ConflictError or ServiceUnavailableError, in our own words
 */
export async function asking<T>(vault: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw thrownFor(vault, faultOf(error));
  }
}

function thrownFor(vault: string, fault: Fault): Error {
  const text = `${vault} ${fault.text}`;
  if (absent.has(fault.kind)) {
    return new NotFoundError(text);
  }
  if (conflict.has(fault.kind)) {
    return new ConflictError(text);
  }
  return freshnessOf(fault) === 'denied' ? new NotAllowedError(text) : new ServiceUnavailableError(text);
}
