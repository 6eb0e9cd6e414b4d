import type { RoleRef } from '@greenroom/plugin-vault-leases-common';
import { globPattern } from '@greenroom/plugin-portal-node';
import type { AccessConfig, RoleGlobs } from '../config';
import type { VaultRights } from '../permissions';
import type { VaultClaimant } from './VaultClaims';

export interface Access extends VaultRights {
  /** Entities that use the role, sorted: display, no right follows from it. */
  entityRefs: string[];
  /** Those of them that the configuration agrees to, sorted: their owners may read it. */
  agreed: string[];
}

/** Who may do what with what. */
export interface Accesses {
  /** @param claimants that claim the role */
  ofRole(role: RoleRef, claimants: readonly VaultClaimant[]): Access;
  /** Of what is of no role: whoever may do with any role of the Vault. @param claimants of anything */
  ofVault(vault: string, claimants: readonly VaultClaimant[]): VaultRights;
}

/**
 * Who uses a role and who may read it. Anyone can register an entity that names a role, and a convention names entities
 * that nobody may have: owners read it only where both sides agree, or where the configuration trusts the entity.
 */
export function createAccess(config: AccessConfig): Accesses {
  const appointing = config.access.map(entry => ({
    ...entry,
    covers: covering(entry),
    vault: globPattern(entry.vault),
  }));
  const services = config.services.map(entry => ({ ...entry, covers: covering(entry) }));
  const trust = config.trust.map(({ entities, ...globs }) => ({
    covers: covering(globs),
    entities: entities.map(globPattern),
  }));
  const namedFor = (role: RoleRef) =>
    services
      .filter(({ covers }) => covers(role))
      .map(({ entity, roles }) => entity.replace('{role}', stemOf(role.role, roles).toLowerCase()));
  const agrees = (role: RoleRef, { entityRef }: VaultClaimant) =>
    namedFor(role).includes(entityRef) ||
    trust.some(({ covers, entities }) => covers(role) && entities.some(glob => glob.test(entityRef)));
  return {
    ofRole(role, claimants) {
      const agreed = claimants.filter(claimant => agrees(role, claimant));
      return {
        entityRefs: sorted([...namedFor(role), ...claimants.map(({ entityRef }) => entityRef)]),
        agreed: sorted(agreed.map(({ entityRef }) => entityRef)),
        ...rightsOf(
          appointing.filter(({ covers }) => covers(role)),
          agreed,
        ),
      };
    },
    ofVault: (vault, claimants) =>
      rightsOf(
        appointing.filter(entry => entry.vault.test(vault)),
        claimants.filter(claimant =>
          claimant.roles.some(role => role.vault === vault && agrees(role, claimant)),
        ),
      ),
  };
}

type Appointing = Pick<AccessConfig['access'][number], 'readers' | 'renewers' | 'revokers'>;

/** Whoever may act on something has to be able to see it. */
function rightsOf(entries: readonly Appointing[], agreed: readonly VaultClaimant[]): VaultRights {
  const owners = agreed.flatMap(claimant => claimant.owners);
  const appointed = entries.flatMap(entry => [...entry.readers, ...entry.renewers, ...entry.revokers]);
  return {
    audience: sorted([...owners, ...appointed]),
    renewers: sorted(entries.flatMap(entry => entry.renewers)),
    revokers: sorted(entries.flatMap(entry => entry.revokers)),
  };
}

function covering(globs: RoleGlobs): (role: RoleRef) => boolean {
  const vault = globPattern(globs.vault);
  const mount = globPattern(globs.mount);
  const roles = globs.roles.map(globPattern);
  return ref => vault.test(ref.vault) && mount.test(ref.mount) && roles.some(glob => glob.test(ref.role));
}

/** What the one `*` of the glob that a name matches stands for; the name itself where the glob has none or several. */
function stemOf(name: string, globs: readonly string[]): string {
  const glob = globs.find(one => globPattern(one).test(name)) ?? '';
  const [before = '', after, ...more] = glob.split('*');
  return after === undefined || more.length > 0
    ? name
    : name.slice(before.length, name.length - after.length);
}

function sorted(refs: readonly string[]): string[] {
  return [...new Set(refs)].sort();
}
