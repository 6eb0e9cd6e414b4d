import type { AuthService, BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { AuthenticationError } from '@backstage/errors';
import { claimsOf } from '@greenroom/plugin-portal-common';
import type { Person } from '@greenroom/plugin-rollouts-common';
import type { Users } from './Users';

/** Who stands behind credentials, as the catalog knows them now: a token keeps the groups of its sign-in until it ends. */
export class PersonReader {
  readonly #auth: Pick<AuthService, 'isPrincipal'>;
  readonly #users: Pick<Users, 'find' | 'load'>;

  constructor(auth: Pick<AuthService, 'isPrincipal'>, users: Pick<Users, 'find' | 'load'>) {
    this.#auth = auth;
    this.#users = users;
  }

  /**
   * @throws AuthenticationError for credentials of nobody, and whatever asking the catalog throws: without an answer
   * nobody can tell who it is
   */
  async read(credentials: BackstageCredentials): Promise<Person> {
    if (this.#auth.isPrincipal(credentials, 'service')) {
      const { subject } = credentials.principal;
      return { ref: subject, claims: [], kind: 'service' };
    }
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      throw new AuthenticationError('Sign in first');
    }
    const { userEntityRef, actor } = credentials.principal;
    const person = await this.#user(userEntityRef);
    return actor ? { ...person, onBehalfOf: actor.subject } : person;
  }

  async #user(ref: string): Promise<Person> {
    const [entity] = await this.#users.load([ref]);
    if (!entity || isGuest(ref)) {
      return { ref, claims: [ref], kind: 'guest' };
    }
    const [claims, users] = await Promise.all([
      claimsOf(ref, refs => this.#users.load(refs)),
      this.#users.find(ref),
    ]);
    return { ref, claims, kind: 'user', aliases: users.filter(other => other !== ref) };
  }
}

/** Everybody who uses Backstage's guest provider is this one user, whatever the namespace. */
function isGuest(ref: string): boolean {
  return parseEntityRef(ref).name.toLowerCase() === 'guest';
}
