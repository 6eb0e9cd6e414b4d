import { areSeen, type FeatureReader } from '@greenroom/plugin-portal-node';
import { roleKey, roleRefSchema, type RoleRef, vaultSchema } from '@greenroom/plugin-vault-leases-common';
import type { Accesses } from '../entities/access';

export interface ConventionalRolesOptions {
  /** Of this feature. */
  reader: Pick<FeatureReader, 'all'>;
  access: Pick<Accesses, 'ofRole'>;
}

const vaultName = vaultSchema.pick({ name: true });

/** Which entities the configured convention names for the roles that there are, as the vault-leases backend tells the catalog. */
export class ConventionalRoles {
  readonly #options: ConventionalRolesOptions;
  #byEntity: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(options: ConventionalRolesOptions) {
    this.#options = options;
  }

  /** `roleKey`s, sorted; `undefined` while nobody knows which roles there are. */
  of(entityRef: string): readonly string[] | undefined {
    return this.#byEntity && (this.#byEntity.get(entityRef) ?? []);
  }

  /** Whether they are known now. While a Vault has never been looked at, nothing is changed. @throws ResponseError */
  async refresh(signal: AbortSignal): Promise<boolean> {
    const { reader } = this.#options;
    const vaults = await reader.all('/vaults', vaultName, signal);
    const listed = await Promise.all(
      vaults.items.map(({ name: vault }) =>
        reader.all(`/vaults/${encodeURIComponent(vault)}/roles`, roleRefSchema, signal),
      ),
    );
    const isSeen = areSeen(listed.flatMap(({ sources }) => sources));
    if (isSeen) {
      this.#byEntity = this.#named(listed.flatMap(({ items }) => items));
    }
    return isSeen;
  }

  /** Nobody's own word counts here: that is in the entity already. */
  #named(roles: readonly RoleRef[]): ReadonlyMap<string, readonly string[]> {
    const byEntity = new Map<string, string[]>();
    for (const role of roles) {
      for (const entityRef of this.#options.access.ofRole(role, []).entityRefs) {
        byEntity.set(entityRef, [...(byEntity.get(entityRef) ?? []), roleKey(role)].sort());
      }
    }
    return byEntity;
  }
}
