import { ClusterFailure } from '@greenroom/cluster-access';
import { isError } from '@backstage/errors';

/** What an error of the cluster means for what is being done. */
export type Failure =
  /** Nothing was stored; it may work in a moment. */
  | { kind: 'again'; why: string }
  /** A write may have been stored. */
  | { kind: 'maybe'; why: string }
  /** The object is not there. */
  | { kind: 'gone'; why: string }
  /** Nothing was stored, and trying again changes nothing: a missing right, a policy of the cluster. */
  | { kind: 'refused'; why: string };

const kinds: Readonly<Record<string, Failure['kind']>> = {
  ConflictError: 'again',
  NotFoundError: 'gone',
  NotAllowedError: 'refused',
  AuthenticationError: 'refused',
  InputError: 'refused',
};

/** Of a read: it stores nothing, whatever became of it. */
export function readFailure(error: unknown): Failure {
  const failure = writeFailure(error);
  return failure.kind === 'maybe' ? { ...failure, kind: 'again' } : failure;
}

/** Of a write: what is not known to have failed may have been stored. */
export function writeFailure(error: unknown): Failure {
  const why = isError(error) ? error.message : String(error);
  const known = isError(error) ? kinds[error.name] : undefined;
  if (known) {
    return { kind: known, why };
  }
  const { cause } = isError(error) ? error : { cause: undefined };
  const isNotDone = cause instanceof ClusterFailure && !cause.maybeDone;
  return { kind: isNotDone ? 'again' : 'maybe', why };
}
