import type { Source } from '@greenroom/plugin-portal-common';
import { declareRoute, readEntityRef, type Route } from '@greenroom/plugin-portal-node';
import { roleKey, type RoleRef, vaultLeasesReadPermission } from '@greenroom/plugin-vault-leases-common';
import { z } from 'zod';
import { checksOfRole, leaderCheck } from '../readiness/checks';
import type { VaultLeasesService } from '../VaultLeasesService';

export interface ReadinessRouteDeps {
  vaults: VaultLeasesService;
  /** What ends sooner speaks against letting something go live. */
  withinMinutes: number;
  /** Milliseconds since 1970. */
  now(): number;
}

const query = z.object({ entityRef: z.string() });
/** Who asks takes a hundred checks at most. */
const MOST_ROLES = 20;

/** What speaks for or against letting a service go live, of the roles that it uses and that the configuration agrees to. */
export function readinessRoute({ vaults, withinMinutes, now }: ReadinessRouteDeps): Route {
  return declareRoute({
    method: 'GET',
    path: '/readiness',
    input: { query },
    permission: vaultLeasesReadPermission,
    list: true,
    principals: ['user', 'service'],
    handler: async ({ input, may }) => {
      const used = vaults.joins.agreedOf(readEntityRef(input.query.entityRef)).slice(0, MOST_ROLES);
      const roles = used.filter(role => may(roleKey(role)));
      const names = [...new Set(roles.map(({ vault }) => vault))];
      await vaults.look(
        names,
        roles.map(role => ({ role, page: 0 })),
      );
      const items = [
        ...names.map(name => leaderCheck(vaults.get(name).vault)),
        ...roles.flatMap(role => checksOfRole(seen(vaults, role), withinMinutes, now())),
      ];
      const sources: Source[] = names.map(name => vaults.source(name));
      return { json: { items, sources } };
    },
  });
}

function seen(vaults: VaultLeasesService, ref: RoleRef) {
  const page = { role: ref, page: 0 };
  const known = vaults.find(ref);
  return {
    ref,
    known,
    leases: vaults.page(page)?.leases ?? [],
    coverage: vaults.coverageOf(page),
    source: known?.static && !known.role ? vaults.source(ref.vault) : vaults.pageSource(page),
  };
}
