import type { Source } from '@greenroom/plugin-portal-common';
import { type TopicView, useSectionRows, useTopic } from '@greenroom/plugin-portal-react';
import {
  type IrrevocableLease,
  parseVaultRowKey,
  type Vault,
  VAULT_TOPIC,
  vaultSections,
} from '@greenroom/plugin-vault-leases-common';
import { useMemo } from 'react';
import { believedRoles, believedStatics, type SaidRole, type SaidStaticRole } from '../roles/said';
import { believedVault } from '../vaults/believed';
import { sourcesOfVault } from '../vaults/sources';

export interface VaultView {
  view: TopicView;
  /** The Vault's own. */
  sources: readonly Source[];
  /** As far as it can be believed now. */
  vault: Vault | undefined;
  roles: readonly SaidRole[];
  statics: readonly SaidStaticRole[];
  irrevocable: readonly IrrevocableLease[];
  unreadable: number;
}

export const sectionOf = (key: string) => parseVaultRowKey(key)?.section;

/** One Vault with its roles, live. */
export function useVault(name: string): VaultView {
  const view = useTopic({ type: VAULT_TOPIC, key: name });
  const told = useSectionRows(view, sectionOf, 'vault', vaultSections.vault);
  const roles = useSectionRows(view, sectionOf, 'role', vaultSections.role);
  const statics = useSectionRows(view, sectionOf, 'static', vaultSections.static);
  const irrevocable = useSectionRows(view, sectionOf, 'irrevocable', vaultSections.irrevocable);
  const sources = useMemo(() => sourcesOfVault({ vault: name }, view.sources), [name, view.sources]);
  const [vault] = told.rows.values();
  return {
    view,
    sources,
    vault: useMemo(() => vault && believedVault(vault, sources), [vault, sources]),
    roles: useMemo(() => believedRoles(roles.rows.values(), sources), [roles.rows, sources]),
    statics: useMemo(() => believedStatics(statics.rows.values(), sources), [statics.rows, sources]),
    irrevocable: useMemo(() => [...irrevocable.rows.values()], [irrevocable.rows]),
    unreadable: [told, roles, statics, irrevocable].reduce((n, { unreadable }) => n + unreadable, 0),
  };
}
