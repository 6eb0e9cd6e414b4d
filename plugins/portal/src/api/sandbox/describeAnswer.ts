import { ResponseError } from '@backstage/errors';

/** Why the sandbox did not do what it was asked, for a person. */
export function describeAnswer(error: unknown): string {
  if (error instanceof ResponseError) {
    return error.body.error.message || `it answered ${error.statusCode}`;
  }
  if (error instanceof Error && error.name === 'ZodError') {
    return 'it answered in a way this portal does not understand';
  }
  return error instanceof Error && error.name === 'TimeoutError'
    ? 'it takes too long to answer'
    : 'nothing listens there';
}
