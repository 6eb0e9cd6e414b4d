import type { RoleRef } from '@greenroom/plugin-vault-leases-common';

/**
 * The role that an address names: below the page of all Vaults stands its key. The router's own reading of a path takes an
 * escaped slash for a slash, and a mount may have one.
 *
 * @param path - as the address has it, escaped
 * @param all - of the page of all Vaults
 */
export function roleOfPath(path: string, all: string): RoleRef | undefined {
  const parts = path.slice(all.length).split('/').filter(Boolean).map(decoded);
  const [vault, mount, role] = parts;
  return parts.length === 3 && vault && mount && role ? { vault, mount, role } : undefined;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
