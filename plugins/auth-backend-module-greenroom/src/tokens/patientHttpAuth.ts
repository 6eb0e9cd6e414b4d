import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';

/** Seconds until it is worth asking again who asks. */
const RETRY_AFTER = '2';

type Request = Parameters<HttpAuthService['credentials']>[0];

/** Says when to ask again where it cannot be told who asks: that is said before any router has its turn. */
export function patientHttpAuth(httpAuth: HttpAuthService): HttpAuthService {
  return {
    async credentials(request: Request, options) {
      try {
        return await httpAuth.credentials(request, options);
      } catch (error) {
        if (isError(error) && error.name === 'ServiceUnavailableError' && !request.res?.headersSent) {
          request.res?.setHeader('retry-after', RETRY_AFTER);
        }
        throw error;
      }
    },
    issueUserCookie: (response, options) => httpAuth.issueUserCookie(response, options),
  };
}
