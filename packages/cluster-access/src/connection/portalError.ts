import {
  AuthenticationError,
  ConflictError,
  type CustomErrorBase,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { ClusterFailure, FailureKind } from './ClusterFailure';

type ErrorClass = new (message?: string, cause?: unknown) => CustomErrorBase;

const classes: Partial<Record<FailureKind, ErrorClass>> = {
  unauthenticated: AuthenticationError,
  forbidden: NotAllowedError,
  absent: NotFoundError,
  conflict: ConflictError,
  expired: ConflictError,
  invalid: InputError,
};

/** An error with a cause whose message is only the message: the base class would repeat the cause in it. */
export function errorWithCause(Class: ErrorClass, message: string, cause: Error): Error {
  const error = new Class(message, cause);
  error.message = message;
  return error;
}

/** What a caller gets: the `@backstage/errors` class that says whose fault it is, the cluster's name, the sentence. */
export function portalError(cluster: string, failure: ClusterFailure): Error {
  const Class = classes[failure.kind] ?? ServiceUnavailableError;
  return errorWithCause(Class, `${cluster}: ${failure.message}`, failure);
}
