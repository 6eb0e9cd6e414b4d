import { ResponseError } from '@backstage/errors';
import type { Failure } from './HeldTopic';

const unreachable: Failure = {
  name: 'ServiceUnavailableError',
  message: 'the portal’s server cannot be reached',
};

/** What went wrong, for a person: never a stack. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof ResponseError) {
    const { name, message } = error.body.error;
    return { name, message: message || `the portal’s server answered ${error.statusCode}` };
  }
  // A browser says only "TypeError" when there was no answer at all.
  return error instanceof TypeError || !(error instanceof Error)
    ? unreachable
    : { name: error.name, message: error.message };
}

const final = ['NotAllowedError', 'NotFoundError', 'InputError'];

/**
 * The refusal of this very thing, told by the portal itself, as against a proxy's 404 while the portal is away.
 */
export function asRefusal(error: unknown): Failure | undefined {
  const failure = describeFailure(error);
  return error instanceof ResponseError && final.includes(failure.name) ? failure : undefined;
}

const LONGEST_RETRY_AFTER_MS = 60_000;

/** What the server asked us to wait; 0 when it did not say, or said a date. */
export function retryAfterMs(error: unknown): number {
  const seconds = error instanceof ResponseError ? Number(error.response.headers.get('retry-after')) : 0;
  return Number.isFinite(seconds) ? Math.min(LONGEST_RETRY_AFTER_MS, Math.max(0, seconds * 1000)) : 0;
}
