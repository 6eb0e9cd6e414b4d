import { InputError, NotAllowedError } from '@backstage/errors';
import type { Source } from '@greenroom/plugin-portal-common';
import {
  declareRoute,
  pageOf,
  type Paging,
  pagingQuery,
  readEntityRef,
  type Route,
} from '@greenroom/plugin-portal-node';
import {
  type Coverage,
  type Lease,
  type LeasePage,
  leasePageKey,
  parseLeasePageKey,
  type RoleRef,
  roleKey,
  vaultLeasesReadPermission,
} from '@greenroom/plugin-vault-leases-common';
import { z } from 'zod';
import type { VaultLeasesService } from '../VaultLeasesService';
import { LONGEST_KEY } from '../watching/longestKey';
import { mountPath, roleName, vaultName } from './params';

export interface LeaseRoutesDeps {
  vaults: VaultLeasesService;
  /** Milliseconds since 1970. */
  now(): number;
}

const wholeNumber = z
  .string()
  .regex(/^\d{1,8}$/, 'a whole number')
  .transform(Number);
const leasesQuery = z.object({
  ...pagingQuery,
  mount: mountPath.optional(),
  role: roleName.optional(),
  /** Of a role: which of its pages, from 0. */
  page: wholeNumber.pipe(z.number().max(99_999)).optional(),
  /** Seconds from now. */
  endsWithin: wholeNumber.optional(),
});
type LeasesQuery = z.infer<typeof leasesQuery>;
type May = (resourceRef: string) => boolean;

/** Leases without their ids, as far as they were looked up: `coverage` says how far that is. */
export function leaseRoutes({ vaults, now }: LeaseRoutesDeps): Route[] {
  return [
    declareRoute({
      method: 'GET',
      path: '/vaults/:name/leases',
      input: { params: z.object({ name: vaultName }), query: leasesQuery },
      permission: vaultLeasesReadPermission,
      list: true,
      principals: ['user', 'service'],
      handler: async ({ input: { params, query }, may }) => {
        const asked = pageAsked(params.name, query);
        const found = await (asked
          ? ofPage(vaults, asked, may)
          : ofVault(vaults, params.name, query.mount, may));
        return { json: listed(found, query, now()) };
      },
    }),
    declareRoute({
      method: 'GET',
      path: '/services',
      input: { query: z.object({ entityRef: z.string() }) },
      permission: vaultLeasesReadPermission,
      list: true,
      principals: ['user', 'service'],
      handler: async ({ input, may }) => ({
        json: await ofService(vaults, readEntityRef(input.query.entityRef), may),
      }),
    }),
  ];
}

interface Found {
  leases: readonly Lease[];
  coverage: Coverage;
  sources: Source[];
}

/** @throws InputError for half of what names a role, or more than anything is called */
function pageAsked(vault: string, { mount, role, page }: LeasesQuery): LeasePage | undefined {
  if (role === undefined) {
    if (page !== undefined) {
      throw new InputError('query.page: give mount and role, whose page it is');
    }
    return undefined;
  }
  if (mount === undefined) {
    throw new InputError('query.mount: give the mount of the role too');
  }
  const asked = { role: { vault, mount, role }, page: page ?? 0 };
  if (leasePageKey(asked).length > LONGEST_KEY) {
    throw new InputError(`query.role: mount and role are longer than ${LONGEST_KEY} letters as a key`);
  }
  return asked;
}

/** @throws NotFoundError for a role that there is not, NotAllowedError, ServiceUnavailableError while nobody can tell */
async function ofPage(vaults: VaultLeasesService, page: LeasePage, may: May): Promise<Found> {
  const key = roleKey(page.role);
  vaults.configured(page.role.vault);
  if (!may(key)) {
    throw new NotAllowedError(`leases of ${page.role.mount}/${page.role.role} are not shown to you`);
  }
  await vaults.look([page.role.vault], [page]);
  vaults.known(page.role);
  const leases = vaults.page(page)?.leases ?? [];
  return { leases, coverage: vaults.coverageOf(page), sources: [vaults.pageSource(page)] };
}

/** What somebody has open, or has asked to be watched. */
async function ofVault(
  vaults: VaultLeasesService,
  name: string,
  mount: string | undefined,
  may: May,
): Promise<Found> {
  await vaults.look([name]);
  const pages = [...vaults.get(name).pages.keys()].map(parseLeasePageKey).filter(page => page !== undefined);
  const seen = pages.filter(({ role }) => may(roleKey(role)) && (mount ?? role.mount) === role.mount);
  const leases = seen.flatMap(page => vaults.page(page)?.leases ?? []);
  return { leases, coverage: { looked: leases.length }, sources: [vaults.source(name)] };
}

function listed({ leases, coverage, sources }: Found, { endsWithin, ...paging }: LeasesQuery, now: number) {
  const until = endsWithin === undefined ? Infinity : now + endsWithin * 1_000;
  const soon = leases.filter(({ endsAt }) => Date.parse(endsAt) <= until);
  const { limit, cursor }: Paging = paging;
  const page = pageOf(soon, lease => `${lease.endsAt}/${roleKey(lease)}/${lease.fingerprint}`, {
    limit,
    ...(cursor !== undefined && { cursor }),
  });
  return { ...page, coverage, sources };
}

/** Every role of a service with its first leases. */
async function ofService(vaults: VaultLeasesService, entityRef: string, may: May) {
  const roles = vaults.rolesOf(entityRef).filter(role => may(roleKey(role)));
  const looked = vaults.joins.agreedOf(entityRef).map(role => ({ role, page: 0 }));
  const names = [...new Set(roles.map(({ vault }) => vault))];
  await vaults.look(names, looked);
  const items = roles.map(ref => itemOf(vaults, ref)).filter(item => item !== undefined);
  return { items, sources: names.map(name => vaults.source(name)) };
}

function itemOf(vaults: VaultLeasesService, role: RoleRef) {
  const known = vaults.find(role);
  const page = { role, page: 0 };
  return known && { ...known, leases: vaults.page(page)?.leases ?? [], coverage: vaults.coverageOf(page) };
}
