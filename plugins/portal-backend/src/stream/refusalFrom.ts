import { isError } from '@backstage/errors';

/** Errors that were written for the person who asked; anything else may hold what is not theirs. */
const told = new Set(['InputError', 'NotFoundError', 'NotAllowedError', 'ServiceUnavailableError']);

/** What a viewer is told of an error that a feature threw: its name says whose fault it is. */
export function refusalFrom(error: unknown): { name: string; message: string } {
  return isError(error) && told.has(error.name)
    ? { name: error.name, message: error.message }
    : { name: 'Error', message: 'the portal could not open this' };
}
