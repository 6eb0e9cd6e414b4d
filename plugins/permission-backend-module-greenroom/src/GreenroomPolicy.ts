import type { LoggerService } from '@backstage/backend-plugin-api';
import { AuthorizeResult, type PolicyDecision } from '@backstage/plugin-permission-common';
import type { PermissionPolicy, PolicyQuery, PolicyQueryUser } from '@backstage/plugin-permission-node';
import type { Claims } from './Claims';
import type { PolicyConfig } from './config';
import { type Caller, decide, isSettled, ruleOf } from './decide';
import { rules } from './rules';

const nobody: Caller = { claims: [], operator: false, creator: false };

/** Reads follow ownership and audience; nothing is written unless a rule allows it; what no rule names is denied. */
export class GreenroomPolicy implements PermissionPolicy {
  readonly #config: PolicyConfig;
  readonly #claims: Pick<Claims, 'of'>;
  readonly #logger: Pick<LoggerService, 'warn'>;
  readonly #unknown = new Set<string>();

  constructor(config: PolicyConfig, claims: Pick<Claims, 'of'>, logger: Pick<LoggerService, 'warn'>) {
    this.#config = config;
    this.#claims = claims;
    this.#logger = logger;
  }

  async handle({ permission }: PolicyQuery, user?: PolicyQueryUser): Promise<PolicyDecision> {
    if (!user) {
      return { result: AuthorizeResult.DENY };
    }
    if (!Object.hasOwn(rules, permission.name)) {
      this.#tellOnce(permission.name);
    }
    const rule = ruleOf(rules, permission);
    return decide(rule, isSettled(rule) ? nobody : await this.#caller(user.info.userEntityRef));
  }

  async #caller(userEntityRef: string): Promise<Caller> {
    const { platformGroups, creatorGroups } = this.#config;
    const claims = await this.#claims.of(userEntityRef);
    return {
      claims,
      operator: claims.some(claim => platformGroups.includes(claim)),
      creator: claims.some(claim => creatorGroups.includes(claim)),
    };
  }

  /** A caller chooses the name, so the names are not remembered without end. */
  #tellOnce(name: string): void {
    if (this.#unknown.size < 100 && !this.#unknown.has(name)) {
      this.#unknown.add(name);
      this.#logger.warn(`Denied ${JSON.stringify(name)}: the policy has no rule for this permission`);
    }
  }
}
