import { irrevocableLeaseSchema, leaseSchema } from './lease';
import { roleSchema, staticRoleSchema } from './role';
import { parseRoleKey, roleKey, type RoleRef } from './roleRef';
import { vaultSchema } from './vault';

/** Every Vault: rows `VaultLine` by its name. Its key is the empty string. */
export const VAULTS_TOPIC = 'vault-leases.vaults';
/** One Vault with its roles: rows of `vaultSections` by `vaultRowKey`. Its key is the name. No role is listed for it. */
export const VAULT_TOPIC = 'vault-leases.vault';
/**
 * One role with a page of its leases: rows of the sections `role`, `static`, `lease` and `irrevocable`. Its key is
 * `leasePageKey`. While it is open the role is listed once a minute, and the leases of the page are looked up.
 */
export const ROLE_TOPIC = 'vault-leases.role';
/** The roles that a service gets its credentials from, with their first leases: the same sections. Its key is the entity ref. */
export const SERVICE_LEASES_TOPIC = 'vault-leases.service';
/** Roles of services that asked to be watched: rows `Role` by `roleKey`. Its key is the empty string. */
export const WATCHED_TOPIC = 'vault-leases.watched';

/** What the page of a Vault is made of: the schema of the rows of each section. */
export const vaultSections = {
  vault: vaultSchema,
  role: roleSchema,
  static: staticRoleSchema,
  lease: leaseSchema,
  irrevocable: irrevocableLeaseSchema,
} as const;
export type VaultSection = keyof typeof vaultSections;

const sections: ReadonlySet<string> = new Set(Object.keys(vaultSections));

/** `section/id`: the Vault's name, a `roleKey`, or a `roleKey` with `/fingerprint`. */
export function vaultRowKey(section: VaultSection, id: string): string {
  return `${section}/${id}`;
}

/** The other way; `undefined` for what is no row of a Vault. */
export function parseVaultRowKey(key: string): { section: VaultSection; id: string } | undefined {
  const [section = '', ...id] = key.split('/');
  return isSection(section) && id.length > 0 ? { section, id: id.join('/') } : undefined;
}

function isSection(section: string): section is VaultSection {
  return sections.has(section);
}

export interface LeasePage {
  role: RoleRef;
  /** From 0; `LEASE_PAGE` leases each, in the order of the list. */
  page: number;
}

const MOST_PAGES = 100_000;

/** `vault/mount/role/page`. */
export function leasePageKey({ role, page }: LeasePage): string {
  return `${roleKey(role)}/${page}`;
}

/** The other way; `undefined` for what names no page of a role. */
export function parseLeasePageKey(key: string): LeasePage | undefined {
  const at = key.lastIndexOf('/');
  const role = parseRoleKey(key.slice(0, Math.max(at, 0)));
  const page = /^(0|[1-9]\d{0,5})$/.test(key.slice(at + 1)) ? Number(key.slice(at + 1)) : undefined;
  return role && page !== undefined && page < MOST_PAGES ? { role, page } : undefined;
}
