import type {
  AuthService,
  BackstageCredentials,
  BackstagePrincipalTypes,
} from '@backstage/backend-plugin-api';
import { isError, ServiceUnavailableError } from '@backstage/errors';
import type { SecondLook } from './SecondLook';

/**
 * Backstage's check of tokens says "this token is false" (401) also when it could not tell: every ten minutes each
 * plugin asks the one that signs for its keys, over HTTP and mostly from this very process, and where no answer comes
 * within five seconds, because the process is busy, every token is refused. Here only a token that the keys disprove is
 * refused. One that they prove is checked again, and where they do not come the asker is told to ask again (503).
 */
export class PatientAuth implements AuthService {
  readonly #auth: AuthService;
  readonly #secondLook: Pick<SecondLook, 'at'>;

  constructor(auth: AuthService, secondLook: Pick<SecondLook, 'at'>) {
    this.#auth = auth;
    this.#secondLook = secondLook;
  }

  /** @throws AuthenticationError for a false token, ServiceUnavailableError when it cannot be told */
  async authenticate(
    token: string,
    options?: { allowLimitedAccess?: boolean },
  ): Promise<BackstageCredentials> {
    try {
      return await this.#auth.authenticate(token, options);
    } catch (error) {
      const proof = isRefusal(error)
        ? await this.#secondLook.at(token, options?.allowLimitedAccess === true)
        : 'false';
      if (proof === 'false') {
        throw error;
      }
      return this.#again(token, options, proof === 'good');
    }
  }

  isPrincipal<Type extends keyof BackstagePrincipalTypes>(
    credentials: BackstageCredentials,
    type: Type,
  ): credentials is BackstageCredentials<BackstagePrincipalTypes[Type]> {
    return this.#auth.isPrincipal(credentials, type);
  }

  getNoneCredentials() {
    return this.#auth.getNoneCredentials();
  }

  getOwnServiceCredentials() {
    return this.#auth.getOwnServiceCredentials();
  }

  getPluginRequestToken(options: Parameters<AuthService['getPluginRequestToken']>[0]) {
    return this.#auth.getPluginRequestToken(options);
  }

  getLimitedUserToken(credentials: Parameters<AuthService['getLimitedUserToken']>[0]) {
    return this.#auth.getLimitedUserToken(credentials);
  }

  listPublicServiceKeys() {
    return this.#auth.listPublicServiceKeys();
  }

  async #again(token: string, options: { allowLimitedAccess?: boolean } | undefined, isGood: boolean) {
    try {
      if (isGood) {
        return await this.#auth.authenticate(token, options);
      }
    } catch (error) {
      if (!isRefusal(error)) {
        throw error;
      }
    }
    throw new ServiceUnavailableError('the portal is too busy to tell who asks: ask again');
  }
}

function isRefusal(error: unknown): boolean {
  return isError(error) && error.name === 'AuthenticationError';
}
