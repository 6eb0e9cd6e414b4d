import { isError } from '@backstage/errors';

const ownWords = ['InputError', 'ServiceUnavailableError'];

/** Why the sandbox did not do what it was asked, for a person. */
export function describeAnswer(error: unknown): string {
  if (isError(error) && ownWords.includes(error.name)) {
    return error.message;
  }
  return isError(error) && error.name === 'ZodError'
    ? 'it answered in a way this portal does not understand'
    : 'nothing listens there';
}
