import { z } from 'zod';

/** Why something did not happen, as a page shows it. */
export interface Refusal {
  /** The `@backstage/errors` class of the answer, or `TypeError` when there was none. */
  name: string;
  message: string;
}

const errorSchema = z.object({ name: z.string(), message: z.string(), cause: z.unknown().optional() });

/** Reads what a request was rejected with: the server's own error is the cause of what `fetch` saw. */
export function readRefusal(error: unknown): Refusal {
  const seen = errorSchema.safeParse(plain(error)).data;
  const told = innermost(errorSchema.safeParse(plain(seen?.cause)).data);
  if (told) {
    return { name: told.name, message: told.message };
  }
  const name = seen?.name ?? 'TypeError';
  if (name === 'ZodError') {
    return { name, message: 'The portal’s server answered something this page cannot read.' };
  }
  return {
    name,
    message: name === 'TypeError' || !seen ? 'The portal’s server did not answer.' : seen.message,
  };
}

type ToldError = z.infer<typeof errorSchema>;

/** What one plugin of the portal was answered by another: the last of them knows why. */
function innermost(told: ToldError | undefined): ToldError | undefined {
  const cause = told?.name === 'ResponseError' ? errorSchema.safeParse(plain(told.cause)).data : undefined;
  return cause ? innermost(cause) : told;
}

/** An error's name and message are not its own enumerable properties. */
function plain(error: unknown): unknown {
  return error instanceof Error
    ? { ...error, name: error.name, message: error.message, cause: error.cause }
    : error;
}

const openings: Record<string, string> = {
  ConflictError: 'Something else is there now.',
  NotAllowedError: 'You may not do this.',
  AuthenticationError: 'You are not signed in any more: reload the page.',
  NotFoundError: 'There is no such thing, or you may not see it.',
  InputError: 'The portal did not take these values.',
  ServiceUnavailableError: 'A system that is needed for this does not answer.',
};

/** One sentence that says whose move it is, before the server's own words. */
export function refusalOpening({ name }: Pick<Refusal, 'name'>): string {
  return openings[name] ?? '';
}
