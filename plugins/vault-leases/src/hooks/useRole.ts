import type { Source } from '@greenroom/plugin-portal-common';
import { type TopicView, useSectionRows, useTopic } from '@greenroom/plugin-portal-react';
import {
  type IrrevocableLease,
  type Lease,
  LEASE_PAGE,
  leasePageKey,
  ROLE_TOPIC,
  type RoleRef,
  vaultSections,
} from '@greenroom/plugin-vault-leases-common';
import { useMemo } from 'react';
import { believedLease } from '../leases/believed';
import { believedRoles, believedStatics, type SaidRole, type SaidStaticRole } from '../roles/said';
import { believedSources, sourcesOfVault } from '../vaults/sources';
import { sectionOf } from './useVault';

export interface RoleView {
  view: TopicView;
  /** The Vault's, as far as this page of its leases goes. */
  sources: readonly Source[];
  /** Those of them that what is shown is believed by. */
  believed: readonly Source[];
  /** As far as it can be believed now. */
  role: SaidRole | undefined;
  static: SaidStaticRole | undefined;
  /** Of this page. */
  leases: readonly Lease[];
  irrevocable: readonly IrrevocableLease[];
  /** How many pages of leases there are, by the last list. */
  pages: number;
  unreadable: number;
}

/** One role with a page of its leases, live. @param page - from 0 */
export function useRole(ref: RoleRef, page: number): RoleView {
  const view = useTopic({ type: ROLE_TOPIC, key: leasePageKey({ role: ref, page }) });
  const roles = useSectionRows(view, sectionOf, 'role', vaultSections.role);
  const statics = useSectionRows(view, sectionOf, 'static', vaultSections.static);
  const leases = useSectionRows(view, sectionOf, 'lease', vaultSections.lease);
  const irrevocable = useSectionRows(view, sectionOf, 'irrevocable', vaultSections.irrevocable);
  const { vault } = ref;
  const sources = useMemo(() => sourcesOfVault({ vault }, view.sources), [vault, view.sources]);
  const believed = useMemo(() => believedSources({ vault }, view.sources), [vault, view.sources]);
  const [role] = useMemo(() => believedRoles(roles.rows.values(), believed), [roles.rows, believed]);
  const [staticRole] = useMemo(
    () => believedStatics(statics.rows.values(), believed),
    [statics.rows, believed],
  );
  return {
    view,
    sources,
    believed,
    role,
    static: staticRole,
    leases: useMemo(
      () => [...leases.rows.values()].map(lease => believedLease(lease, believed)),
      [leases.rows, believed],
    ),
    irrevocable: useMemo(() => [...irrevocable.rows.values()], [irrevocable.rows]),
    pages: Math.max(1, Math.ceil((role?.leases ?? 0) / LEASE_PAGE)),
    unreadable: [roles, statics, leases, irrevocable].reduce((n, { unreadable }) => n + unreadable, 0),
  };
}
