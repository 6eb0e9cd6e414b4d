import type { Source } from '@greenroom/plugin-portal-common';
import { declareRoute, pageOf, type Paging, pagingQuery, type Route } from '@greenroom/plugin-portal-node';
import { roleKey, vaultLeasesReadPermission } from '@greenroom/plugin-vault-leases-common';
import { z } from 'zod';
import type { VaultLeasesService } from '../VaultLeasesService';

export interface VaultRoutesDeps {
  vaults: VaultLeasesService;
}

const params = z.object({ name: z.string().min(1).max(200) });
const query = z.object(pagingQuery);
const rolesQuery = z.object({ ...pagingQuery, mount: z.string().min(1).max(256).optional() });
type May = (resourceRef: string) => boolean;

/** Vaults and their roles; everything is answered from what was seen last. */
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
      handler: async ({
        input: {
          params: { name },
        },
      }) => {
        await lookAt(vaults, name);
        return { json: vaults.get(name).vault };
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
        await lookAt(vaults, input.params.name);
        return { json: listRoles(vaults, input.params.name, input.query, may) };
      },
    }),
  ];
}

/** Somebody looks once: what nobody has looked at yet is looked at, for two seconds at most. */
async function lookAt(vaults: VaultLeasesService, name: string): Promise<void> {
  if (vaults.source(name).freshness === 'connecting') {
    await vaults.fresh([name]);
  } else {
    vaults.glance([name]);
  }
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

/** Dynamic roles and static ones, each with its `kind`. */
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
  const sources: Source[] = [vaults.source(name)];
  return { ...pageOf(visible, role => `${roleKey(role)}/${role.kind}`, paging), sources };
}
