import { CustomErrorBase, InputError, isError } from '@backstage/errors';
import { z } from 'zod';

/** The caller asked for more than one may have at a time. */
export class TooManyRequestsError extends CustomErrorBase {
  override name = 'TooManyRequestsError' as const;
  readonly statusCode = 429;
}

/** A system behind the portal answered nonsense or broke off; the message names it. */
export class BadGatewayError extends CustomErrorBase {
  override name = 'BadGatewayError' as const;
  readonly statusCode = 502;
}

/** The body is larger than a route of the portal takes. */
export class PayloadTooLargeError extends CustomErrorBase {
  override name = 'PayloadTooLargeError' as const;
  readonly statusCode = 413;
}

/** What passes by itself, and about when: a stream ends or a minute's limit moves on; a cluster or the policy answers again. */
const passing: Readonly<Record<string, number>> = { TooManyRequestsError: 10, ServiceUnavailableError: 5 };

const answeredSchema = z.object({ statusCode: z.number() });

/**
 * What went wrong after it was known who asks. That a system or a plugin does not know the portal, or could not tell at
 * that moment, is not the asker's: a page that is answered 401 takes its person for signed out.
 */
export function afterSignIn(error: unknown): unknown {
  const status = answeredSchema.safeParse(error).data?.statusCode;
  if (!isError(error) || (error.name !== 'AuthenticationError' && status !== 401)) {
    return error;
  }
  return new BadGatewayError(error.message, error);
}

/** Seconds after which it is worth asking again, for `Retry-After`; absent where asking again does not help. */
export function retryAfterSeconds(error: unknown): number | undefined {
  const status = answeredSchema.safeParse(error).data?.statusCode;
  const ofAnother = status === 503 ? passing.ServiceUnavailableError : undefined;
  return isError(error) ? (passing[error.name] ?? ofAnother) : undefined;
}

const parserErrorSchema = z.object({ type: z.string(), message: z.string(), limit: z.number().optional() });

/** What express' body parser throws, as errors that say whose fault it is; anything else as it is. */
export function fromBodyParser(error: unknown): unknown {
  const { data } = parserErrorSchema.safeParse(error);
  switch (data?.type) {
    case 'entity.too.large':
      return new PayloadTooLargeError(`body: at most ${data.limit} bytes`);
    case 'entity.parse.failed':
      return new InputError(`body: not JSON: ${data.message}`);
    case 'charset.unsupported':
    case 'encoding.unsupported':
    case 'request.size.invalid':
    case 'request.aborted':
      return new InputError(`body: ${data.message}`);
    default:
      return error;
  }
}
