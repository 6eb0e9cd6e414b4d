import { z } from 'zod';

/** Why something did not happen, as a page shows it. */
export interface Refusal {
  /** The `@backstage/errors` class of the answer, or `TypeError` when there was none. */
  name: string;
  message: string;
  /** What changed or what is missing, in the server's words. */
  details?: string;
}

const errorSchema = z.object({ name: z.string(), message: z.string(), cause: z.unknown().optional() });
type ToldError = z.infer<typeof errorSchema>;
/** What the server adds to a refusal: what is there now, in its own sentence, or why. */
const detailsSchema = z.union([
  z
    .object({ sentence: z.string() })
    .transform(({ sentence }) => `There now: ${sentence.replace(/\.$/, '')}.`),
  z.object({ message: z.string() }).transform(({ message }) => message),
]);

/** When nothing was answered, of a question that changes nothing and of an act. */
const unanswered = {
  question: 'The portal’s server did not answer.',
  act: 'The portal’s server did not answer. Whether it happened is not known: look again before you try again.',
};

/** Reads what a request was rejected with: the server's own error is the cause of what `fetch` saw. */
export function readRefusal(error: unknown, of: keyof typeof unanswered = 'act'): Refusal {
  const seen = errorSchema.safeParse(plain(error)).data;
  const told = innermost(errorSchema.safeParse(plain(seen?.cause)).data);
  if (!told) {
    const name = seen?.name ?? 'TypeError';
    return {
      name,
      message:
        name === 'TypeError'
          ? unanswered[of]
          : 'The portal’s server answered something this page cannot read.',
    };
  }
  return { name: told.name, message: told.message, details: detailsSchema.safeParse(plain(told.cause)).data };
}

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

const openings: Readonly<Record<string, string>> = {
  ConflictError: 'This is not possible now.',
  NotAllowedError: 'This is not allowed.',
  AuthenticationError: 'A sign-in is missing.',
  NotFoundError: 'It is not there.',
  InputError: 'This was not understood.',
  ServiceUnavailableError: 'A system that is needed for this does not answer.',
};

/**
 * One sentence that says whose move it is, before the server's own words. `own` are a feature's sentences by the name of
 * the error, where it can say more; `otherwise` is for errors that nobody has a sentence for.
 */
export function refusalOpening(
  { name }: Pick<Refusal, 'name'>,
  own: Readonly<Record<string, string>> = {},
  otherwise = 'It did not happen, or nobody can tell whether it did.',
): string {
  return own[name] ?? openings[name] ?? otherwise;
}
