import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { believedRows, type ServiceRows, useSectionRows, useTopic } from '@greenroom/plugin-portal-react';
import {
  CONVENTIONAL_VAULT_ROLES_ANNOTATION,
  type IrrevocableLease,
  type Lease,
  roleKey,
  SERVICE_LEASES_TOPIC,
  VAULT_ROLES_ANNOTATION,
  vaultRolesOf,
  vaultSections,
} from '@greenroom/plugin-vault-leases-common';
import { useMemo } from 'react';
import { believedLease } from '../leases/believed';
import { type SaidRole, type SaidStaticRole, saidRole, saidStatic } from '../roles/said';
import { believedSources } from '../vaults/sources';
import { sectionOf } from './useVault';

export interface ServiceLeases {
  /** Its roles, static ones too, worst first. */
  service: ServiceRows<SaidRole | SaidStaticRole>;
  /** The first leases of its roles. */
  leases: readonly Lease[];
  irrevocable: readonly IrrevocableLease[];
  /** What the service names and nobody tells of: it is not there, or this person may not see it. */
  absent: readonly string[];
  /** What only the convention names for it, and nobody tells of. */
  absentByConvention: readonly string[];
}

/** The roles that the service gets its credentials from whose page this is. */
export function useServiceLeases(): ServiceLeases {
  const { entity } = useEntity();
  const view = useTopic({ type: SERVICE_LEASES_TOPIC, key: stringifyEntityRef(entity) });
  const roles = useSectionRows(view, sectionOf, 'role', vaultSections.role);
  const statics = useSectionRows(view, sectionOf, 'static', vaultSections.static);
  const leases = useSectionRows(view, sectionOf, 'lease', vaultSections.lease);
  const irrevocable = useSectionRows(view, sectionOf, 'irrevocable', vaultSections.irrevocable);
  const { sources } = view;
  const rows = useMemo(() => {
    const said = [
      ...[...roles.rows].map(([key, role]) => [key, saidRole(role)] as const),
      ...[...statics.rows].map(([key, role]) => [key, saidStatic(role)] as const),
    ];
    return believedRows<SaidRole | SaidStaticRole>(said, sources, believedSources);
  }, [roles.rows, statics.rows, sources]);
  const { annotations = {} } = entity.metadata;
  const named = annotations[VAULT_ROLES_ANNOTATION];
  const conventional = annotations[CONVENTIONAL_VAULT_ROLES_ANNOTATION];
  const unreadable = [roles, statics, leases, irrevocable].reduce((n, section) => n + section.unreadable, 0);
  return {
    service: { view, rows, unreadable },
    leases: useMemo(
      () => [...leases.rows.values()].map(lease => believedLease(lease, believedSources(lease, sources))),
      [leases.rows, sources],
    ),
    irrevocable: useMemo(() => [...irrevocable.rows.values()], [irrevocable.rows]),
    absent: useMemo(() => untold(named, rows), [named, rows]),
    absentByConvention: useMemo(() => untold(conventional, rows), [conventional, rows]),
  };
}

/** Roles in an annotation of which nobody tells. */
function untold(annotation: string | undefined, rows: ServiceLeases['service']['rows']): string[] {
  const told = new Set(rows.map(({ row }) => roleKey(row)));
  return vaultRolesOf(annotation)
    .map(roleKey)
    .filter(key => !told.has(key));
}
