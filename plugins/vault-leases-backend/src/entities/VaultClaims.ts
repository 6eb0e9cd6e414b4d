import {
  roleKey,
  type RoleRef,
  VAULT_ROLES_ANNOTATION,
  vaultRolesOf,
  WATCH_LEASES_ANNOTATION,
} from '@greenroom/plugin-vault-leases-common';
import { type Claimant, EntityClaims } from '@greenroom/plugin-portal-node';
import { LONGEST_KEY } from '../watching/longestKey';

/** An entity that says which roles it gets its credentials from. */
export interface VaultClaimant extends Claimant {
  roles: readonly RoleRef[];
  /** Its leases are looked up also while nobody has its own page open. */
  isWatched: boolean;
}

/** Which catalog entities say that they use which role. */
export class VaultClaims extends EntityClaims<VaultClaimant> {
  /** An entity without it claims nothing: for `EntityJoin`. */
  static readonly annotations: readonly string[] = [VAULT_ROLES_ANNOTATION];

  #byRole = new Map<string, VaultClaimant[]>();
  #claimants: readonly VaultClaimant[] = [];

  /** Those that claim a role, by name. */
  of(role: RoleRef): readonly VaultClaimant[] {
    return this.#byRole.get(roleKey(role)) ?? [];
  }

  /** Everybody who claims anything, by name. */
  all(): readonly VaultClaimant[] {
    return this.#claimants;
  }

  /** What an entity says it uses. */
  claimedBy(entityRef: string): readonly RoleRef[] {
    return this.#claimants.find(claimant => claimant.entityRef === entityRef)?.roles ?? [];
  }

  protected override read(
    claimant: Claimant,
    annotations: Readonly<Record<string, string>>,
  ): VaultClaimant | undefined {
    const roles = vaultRolesOf(annotations[VAULT_ROLES_ANNOTATION]).filter(
      role => roleKey(role).length <= LONGEST_KEY,
    );
    const isWatched = annotations[WATCH_LEASES_ANNOTATION]?.trim() === 'true';
    return roles.length === 0 ? undefined : { ...claimant, roles, isWatched };
  }

  protected override hold(claimants: readonly VaultClaimant[]): void {
    this.#claimants = claimants;
    this.#byRole = new Map();
    for (const claimant of claimants) {
      for (const key of claimant.roles.map(roleKey)) {
        this.#byRole.set(key, [...(this.#byRole.get(key) ?? []), claimant]);
      }
    }
  }
}
