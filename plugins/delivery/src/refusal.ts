import { z } from 'zod';

/** Why something did not happen, as a page shows it. */
export interface Refusal {
  /** The `@backstage/errors` class of the answer, or `TypeError` when there was none. */
  name: string;
  message: string;
}

const errorSchema = z.object({ name: z.string(), message: z.string(), cause: z.unknown() });

/** Reads what a method of `DeliveryApi` rejected with: the server's own error is the cause of what `fetch` saw. */
export function readRefusal(error: unknown): Refusal {
  const seen = errorSchema.safeParse(plain(error)).data;
  const told = errorSchema.safeParse(plain(seen?.cause)).data;
  if (told) {
    return { name: told.name, message: told.message };
  }
  const name = seen?.name ?? 'TypeError';
  const message =
    name === 'TypeError'
      ? 'The portal’s server did not answer. Whether it happened is not known: look again before you try again.'
      : 'The portal’s server answered something this page cannot read.';
  return { name, message };
}

/** An error's name and message are not its own enumerable properties. */
function plain(error: unknown): unknown {
  return error instanceof Error
    ? { ...error, name: error.name, message: error.message, cause: error.cause }
    : error;
}

const openings: Record<string, string> = {
  ConflictError: 'This is not possible now.',
  NotAllowedError: 'This is not allowed.',
  AuthenticationError: 'A sign-in is missing.',
  NotFoundError: 'It is not there.',
  InputError: 'This was not understood.',
  ServiceUnavailableError: 'A system that is needed for this does not answer.',
};

/** One sentence that says whose move it is, before the server's own words. */
export function refusalOpening({ name }: Pick<Refusal, 'name'>): string {
  return openings[name] ?? 'It did not happen, or nobody can tell whether it did.';
}
