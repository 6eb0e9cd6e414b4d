import {
  type LeasePage,
  parseLeasePageKey,
  roleKey,
  type RoleRef,
} from '@greenroom/plugin-vault-leases-common';

/** A role with the pages of it that somebody has open. */
export interface OpenRole {
  role: RoleRef;
  pages: number[];
}

/** By `roleKey`: the pages of this Vault among what is watched. */
export function openRoles(vault: string, things: readonly string[]): Map<string, OpenRole> {
  const open = new Map<string, OpenRole>();
  for (const { role, page } of pagesIn(vault, things)) {
    const key = roleKey(role);
    const known = open.get(key) ?? { role, pages: [] };
    known.pages.push(page);
    open.set(key, known);
  }
  return open;
}

function pagesIn(vault: string, things: readonly string[]): LeasePage[] {
  return things.flatMap(thing => {
    const page = parseLeasePageKey(thing);
    return page?.role.vault === vault ? [page] : [];
  });
}
