import { declareRoute, pageOf, type Paging, pagingQuery, type Route } from '@greenroom/plugin-portal-node';
import {
  roleKey,
  vaultLeasesReadPermission,
  vaultStatementsReadPermission,
} from '@greenroom/plugin-vault-leases-common';
import { z } from 'zod';
import type { VaultLeasesService } from '../VaultLeasesService';
import { mountPath, roleName, vaultName } from './params';

export interface VaultRoutesDeps {
  vaults: VaultLeasesService;
}

const params = z.object({ name: vaultName });
const roleParams = z.object({ name: vaultName, mount: mountPath, role: roleName });
const query = z.object(pagingQuery);
const rolesQuery = z.object({ ...pagingQuery, mount: mountPath.optional() });
type May = (resourceRef: string) => boolean;

/** Statements are read at the moment they are asked for. */
const STATEMENTS_MS = 10_000;

/** Vaults and their roles; everything but statements is answered from what was seen last. */
export function vaultRoutes({ vaults }: VaultRoutesDeps): Route[] {
  return [
    declareRoute({
      method: 'GET',
      path: '/vaults',
      input: { query },
      permission: vaultLeasesReadPermission,
      list: true,
      principals: ['user', 'service'],
      handler: ({ input, may }) => ({ json: listVaults(vaults, input.query, may) }),
    }),
    declareRoute({
      method: 'GET',
      path: '/vaults/:name',
      input: { params },
      permission: vaultLeasesReadPermission,
      resource: input => input.params.name,
      principals: ['user', 'service'],
      handler: async ({ input }) => {
        await vaults.look([input.params.name]);
        return { json: vaults.get(input.params.name).vault };
      },
    }),
    declareRoute({
      method: 'GET',
      path: '/vaults/:name/roles',
      input: { params, query: rolesQuery },
      permission: vaultLeasesReadPermission,
      list: true,
      principals: ['user', 'service'],
      handler: async ({ input, may }) => {
        await vaults.look([input.params.name]);
        return { json: listRoles(vaults, input.params.name, input.query, may) };
      },
    }),
    statementsRoute(vaults),
  ];
}

/** What a role makes its users with. */
function statementsRoute(vaults: VaultLeasesService): Route {
  const refOf = ({ name, mount, role }: z.infer<typeof roleParams>) => ({ vault: name, mount, role });
  return declareRoute({
    method: 'GET',
    path: '/vaults/:name/roles/:mount/:role/statements',
    input: { params: roleParams },
    permission: vaultStatementsReadPermission,
    resource: input => roleKey(refOf(input.params)),
    principals: ['user'],
    handler: async ({ input }) => {
      const ref = refOf(input.params);
      const { source } = vaults.configured(ref.vault);
      return { json: await source.statements(ref, AbortSignal.timeout(STATEMENTS_MS)) };
    },
  });
}

function listVaults(vaults: VaultLeasesService, paging: Paging, may: May) {
  vaults.glance();
  const visible = vaults.all().filter(({ line }) => may(line.name));
  return {
    ...pageOf(
      visible.map(({ vault }) => vault),
      ({ name }) => name,
      paging,
    ),
    sources: visible.map(({ line }) => vaults.source(line.name)),
  };
}

/** Those that make a user for each lease, and those whose one user stays: `kind` says which. */
function listRoles(
  vaults: VaultLeasesService,
  name: string,
  { mount, ...paging }: Paging & { mount?: string },
  may: May,
) {
  const { roles, statics } = vaults.get(name);
  const all = [
    ...[...roles.values()].map(role => ({ kind: 'dynamic' as const, ...role })),
    ...[...statics.values()].map(role => ({ kind: 'static' as const, ...role })),
  ];
  const visible = all.filter(role => may(roleKey(role)) && (mount === undefined || role.mount === mount));
  return {
    ...pageOf(visible, role => `${roleKey(role)}/${role.kind}`, paging),
    sources: [vaults.source(name)],
  };
}
