import { ServiceUnavailableError } from '@backstage/errors';
import { oidcAuthenticator } from '@backstage/plugin-auth-backend-module-oidc-provider';
import { createOAuthAuthenticator } from '@backstage/plugin-auth-node';

type Discovered = ReturnType<typeof oidcAuthenticator.initialize>;

/**
 * Backstage's authenticator asks the provider once, at its own start, what it offers, and keeps a refusal for ever:
 * a portal that starts before its provider, or while that is away, lets nobody in until it is started again. This asks
 * again when the last answer was none.
 */
class Discovery implements Discovered {
  readonly initializedPrompt: Discovered['initializedPrompt'];
  readonly searchParams: Discovered['searchParams'];
  private asked: Discovered['promise'];
  private refused = false;

  constructor(
    private readonly ask: () => Discovered,
    private readonly provider: string,
  ) {
    const first = ask();
    this.initializedPrompt = first.initializedPrompt;
    this.searchParams = first.searchParams;
    this.asked = this.follow(first);
  }

  /** @throws ServiceUnavailableError while the provider does not answer */
  get promise(): Discovered['promise'] {
    if (this.refused) this.asked = this.follow(this.ask());
    return this.asked;
  }

  private follow({ promise }: Discovered): Discovered['promise'] {
    this.refused = false;
    const followed = promise.catch(error => {
      this.refused = true;
      throw new ServiceUnavailableError(
        `Nobody can sign in: ${this.provider} does not say how. Try again when it answers`,
        error,
      );
    });
    // Whoever signs in is told; a refusal that nobody waits for is not the process's failure.
    followed.catch(() => {});
    return followed;
  }
}

/** Backstage's `oidc`, for a provider that may be away when the portal starts. */
export const persistentAuthenticator: typeof oidcAuthenticator = createOAuthAuthenticator({
  ...oidcAuthenticator,
  initialize: options =>
    new Discovery(() => oidcAuthenticator.initialize(options), options.config.getString('metadataUrl')),
});
