import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { z } from 'zod';
import { withoutSecrets } from './secrets';

interface Refused {
  host: string;
  /** Address of the repository. */
  about: string;
  method: string;
  response: Pick<Response, 'status' | 'headers'>;
  /** What the host wrote about it. */
  told: unknown;
  secrets: readonly string[];
}

/** No more of a host's words are repeated. */
const MOST_WORDS = 300;

/** GitHub and Gitea write a `message`, GitLab a text or lists of texts under several names. */
const toldSchema = z.object({
  message: z.unknown().optional(),
  error: z.unknown().optional(),
  errors: z.unknown().optional(),
});

/** What an answer of a git host that is no success comes to, with whose fault it is. */
export function hostFailure({ host, about, method, response, told, secrets }: Refused): Error {
  const { status, headers } = response;
  const does = method === 'GET' ? 'read' : 'change';
  const isLimited =
    status === 429 || headers.get('x-ratelimit-remaining') === '0' || headers.has('retry-after');
  if ((status === 403 || status === 429) && isLimited) {
    return new ServiceUnavailableError(`${host} was asked too much by the portal and wants it to wait.`);
  }
  const words = withoutSecrets(wordsOf(told), secrets);
  const said = words && ` It said: ${words}`;
  switch (status) {
    case 401:
      return new AuthenticationError(`${host} does not accept the portal's credentials.`);
    case 403:
      return new NotAllowedError(
        `${host} does not let the portal ${does} ${about}.${method === 'GET' ? '' : said}`,
      );
    case 404:
      return new NotFoundError(
        `${host} does not have what was asked of ${about}, or does not show it to the portal.`,
      );
    case 409:
      return new ConflictError(`${host} refused a change of ${about} because of what is there.${said}`);
    case 400:
    case 422:
      return new InputError(`${host} did not take what the portal asked of ${about}.${said}`);
    default:
      return new ServiceUnavailableError(`${host} answered ${status}.`);
  }
}

function wordsOf(told: unknown): string {
  const { data } = toldSchema.safeParse(told);
  const words = textsOf([data?.message, data?.error, data?.errors]).join('; ');
  return words.replace(/\s+/g, ' ').trim().slice(0, MOST_WORDS);
}

/** The texts in it, three levels deep. */
function textsOf(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') {
    return value === '' ? [] : [value];
  }
  return typeof value === 'object' && value !== null && depth < 4
    ? Object.values(value).flatMap(one => textsOf(one, depth + 1))
    : [];
}
