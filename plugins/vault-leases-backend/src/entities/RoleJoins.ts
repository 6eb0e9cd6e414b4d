import { parseRoleKey, type RoleRef, roleKey } from '@greenroom/plugin-vault-leases-common';
import type { VaultRights } from '../permissions';
import type { Access, Accesses } from './access';
import type { VaultClaims } from './VaultClaims';

export interface RoleJoinsOptions {
  claims: Pick<VaultClaims, 'of' | 'all' | 'claimedBy'>;
  access: Accesses;
  /** Names of the Vaults that are read. */
  vaults: ReadonlySet<string>;
}

/** Who uses which role, and who may do what with it. */
export class RoleJoins {
  readonly #options: RoleJoinsOptions;

  constructor(options: RoleJoinsOptions) {
    this.#options = options;
  }

  accessTo(role: RoleRef): Access {
    return this.#options.access.ofRole(role, this.#options.claims.of(role));
  }

  /** Roles that an entity says it uses, of Vaults that are read. */
  claimedBy(entityRef: string): RoleRef[] {
    const { claims, vaults } = this.#options;
    return claims.claimedBy(entityRef).filter(({ vault }) => vaults.has(vault));
  }

  /** Those of them that the configuration agrees to. */
  agreedOf(entityRef: string): RoleRef[] {
    return this.claimedBy(entityRef).filter(role => this.accessTo(role).agreed.includes(entityRef));
  }

  /** Roles of services that asked to be watched, and that the configuration agrees to. */
  watched(): RoleRef[] {
    const asking = this.#options.claims.all().filter(({ isWatched }) => isWatched);
    const roles = asking.flatMap(({ entityRef }) => this.agreedOf(entityRef));
    return [...new Map(roles.map(role => [roleKey(role), role])).values()];
  }

  /** Who may do what with a role (`roleKey`), or with what is of no role (the name of a Vault), known or not. */
  rights(resourceRef: string): VaultRights {
    const role = parseRoleKey(resourceRef);
    const { access, claims } = this.#options;
    const { audience, renewers, revokers } = role
      ? this.accessTo(role)
      : access.ofVault(resourceRef, claims.all());
    return { audience, renewers, revokers };
  }
}
