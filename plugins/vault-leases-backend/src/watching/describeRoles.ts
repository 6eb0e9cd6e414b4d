import {
  type IrrevocableLease,
  type Lease,
  leasePageKey,
  LEASE_PAGE,
  type Role,
  roleKey,
  type RoleRef,
  type StaticRole,
} from '@greenroom/plugin-vault-leases-common';
import type { Gap } from '../reading/Finding';
import { judgeRole } from '../reading/judgeRole';
import { judgeStaticRole } from '../reading/judgeStaticRole';
import { leaseOf } from './leaseOf';
import type { OpenRole } from './pages';
import type { RoleLeases } from './RoleLeases';
import type { PageSight, Sight } from './Sight';
import type { VaultParts } from './VaultParts';
import type { WatchedRoles } from './WatchedRoles';

export interface RoleFacts {
  /** Name of the Vault, as configured. */
  name: string;
  namespace: string;
  parts: VaultParts;
  watched: WatchedRoles;
  irrevocable: readonly IrrevocableLease[];
  /** Why nothing of the Vault can be asked now. */
  gap: Gap;
  before: Sight | undefined;
  now: number;
}

/** Every role of the engines that are shown; those of the look before where they can not be listed now. */
export function describeRoles(facts: RoleFacts): Role[] {
  const { name: vault, parts, before } = facts;
  const known = parts.shown.flatMap(({ path: mount }) => {
    const names = parts.rolesOf(mount);
    return (
      names?.map(role => describeRole({ vault, mount, role }, facts)) ??
      (before?.roles ?? []).filter(role => role.mount === mount).map(role => asKnown(role, facts))
    );
  });
  return parts.shown.length === 0 ? (before?.roles ?? []).map(role => asKnown(role, facts)) : known;
}

function describeRole(role: RoleRef, facts: RoleFacts): Role {
  const { gap, parts, watched } = facts;
  const detail = parts.roles.of(role.mount, role.role);
  const ofRole = watched.of(roleKey(role));
  const leases = (ofRole?.looked ?? []).map(lease =>
    leaseOf(lease, { ...facts, role, maxTtlSeconds: ceilingOf(role, parts) }),
  );
  const coverage = coverageOf(leases, ofRole);
  const irrevocable = facts.irrevocable.filter(
    one => one.mount === role.mount && one.role === role.role,
  ).length;
  const mount = parts.mounts.value?.find(({ path }) => path === role.mount);
  const defaultTtl = detail && (detail.defaultTtlSeconds ?? mount?.defaultTtlSeconds);
  const maxTtl = ceilingOf(role, parts);
  return {
    ...role,
    verdict: judgeRole({ leases, irrevocable, coverage, gap }),
    entityRefs: [],
    ...(detail?.connection !== undefined && { connection: detail.connection }),
    ...(defaultTtl !== undefined && { defaultTtlSeconds: defaultTtl }),
    ...(maxTtl !== undefined && { maxTtlSeconds: maxTtl }),
    ...(coverage.of !== undefined && { leases: coverage.of }),
    ...endsOf(leases),
    isWatched: false,
    coverage,
    hasStatements: detail !== undefined,
  };
}

/** Seconds; the role's own, or else its engine's. */
function ceilingOf({ mount, role }: RoleRef, parts: VaultParts): number | undefined {
  const detail = parts.roles.of(mount, role);
  return (
    detail && (detail.maxTtlSeconds ?? parts.mounts.value?.find(({ path }) => path === mount)?.maxTtlSeconds)
  );
}

function coverageOf(leases: readonly Lease[], ofRole: RoleLeases | undefined): Role['coverage'] {
  return {
    looked: leases.length,
    ...(ofRole?.count !== undefined && { of: ofRole.count }),
    ...(ofRole?.listedAt !== undefined && { listedAt: new Date(ofRole.listedAt).toISOString() }),
  };
}

function endsOf(leases: readonly Lease[]): Pick<Role, 'oldestIssue' | 'soonestEnd'> {
  const soonest = leases.map(({ endsAt }) => endsAt).sort()[0];
  const oldest = leases.map(({ issuedAt }) => issuedAt).sort()[0];
  return {
    ...(soonest !== undefined && { soonestEnd: soonest }),
    ...(oldest !== undefined && { oldestIssue: oldest }),
  };
}

const unknownNow = (gap: Gap) => ({
  state: 'unknown' as const,
  reasons: [{ text: gap?.reason ?? 'It can not be asked now' }],
});

function asKnown<T extends Lease | Role | StaticRole>(known: T, { gap }: Pick<RoleFacts, 'gap'>): T {
  return { ...known, verdict: unknownNow(gap) };
}

export function describeStatics(facts: RoleFacts): StaticRole[] {
  const { name: vault, parts, before } = facts;
  const known = parts.shown.flatMap(({ path: mount }) => {
    const names = parts.staticsOf(mount);
    return (
      names?.map(role => describeStatic({ vault, mount, role }, facts)) ??
      (before?.statics ?? []).filter(role => role.mount === mount).map(role => asKnown(role, facts))
    );
  });
  return parts.shown.length === 0 ? (before?.statics ?? []).map(role => asKnown(role, facts)) : known;
}

function describeStatic(role: RoleRef, { gap, now, parts }: RoleFacts): StaticRole {
  const { connection, username, rotationPeriodSeconds, lastRotationAt } =
    parts.statics.of(role.mount, role.role) ?? {};
  const next =
    lastRotationAt !== undefined && rotationPeriodSeconds !== undefined
      ? new Date(Date.parse(lastRotationAt) + rotationPeriodSeconds * 1_000).toISOString()
      : undefined;
  const rotation = next === undefined ? {} : { nextRotationAt: next };
  return {
    ...role,
    verdict: judgeStaticRole(rotation, gap, now),
    entityRefs: [],
    ...(connection !== undefined && { connection }),
    ...(username !== undefined && { username }),
    ...(rotationPeriodSeconds !== undefined && { rotationPeriodSeconds }),
    ...(lastRotationAt !== undefined && { lastRotationAt }),
    ...rotation,
  };
}

/** The pages that somebody has open, each as far as it was looked up. */
export function describePages(open: ReadonlyMap<string, OpenRole>, facts: RoleFacts): Sight['pages'] {
  const pages = [...open.values()].flatMap(({ role, pages: numbers }) =>
    numbers.map(page => [leasePageKey({ role, page }), describePage(role, page, facts)] as const),
  );
  return Object.fromEntries(pages);
}

function describePage(role: RoleRef, page: number, facts: RoleFacts): PageSight {
  const { gap, before, watched, parts } = facts;
  const leases = watched.of(roleKey(role));
  const trouble = troubleOf(role, page, facts);
  const known = before?.pages[leasePageKey({ role, page })];
  if (leases?.listedAt === undefined) {
    return {
      leases: (known?.leases ?? []).map(lease => asKnown(lease, { gap: gap ?? { reason: trouble } })),
      pages: known?.pages ?? 0,
      ...(known?.listedAt !== undefined && { listedAt: known.listedAt }),
      ...(trouble !== undefined && { trouble }),
    };
  }
  const told = leases
    .lookedOf(page)
    .map(one => leaseOf(one, { ...facts, role, maxTtlSeconds: ceilingOf(role, parts) }));
  return {
    leases: gap ? told.map(lease => asKnown(lease, facts)) : told,
    pages: Math.ceil((leases.count ?? 0) / LEASE_PAGE),
    listedAt: new Date(leases.listedAt).toISOString(),
    ...(trouble !== undefined && { trouble }),
  };
}

/** Why a page is not as it should be. */
function troubleOf(
  role: RoleRef,
  page: number,
  { gap, name, parts, watched }: RoleFacts,
): string | undefined {
  if (gap) {
    return gap.reason;
  }
  if (parts.rolesOf(role.mount)?.includes(role.role) === false) {
    return `${name} has no role ${role.role} in ${role.mount}.`;
  }
  const leases = watched.of(roleKey(role));
  if (leases?.fault) {
    return `${name} ${leases.fault.text}.`;
  }
  const left = leases?.leftOf(page) ?? 0;
  return left === 0
    ? undefined
    : `${left} of its leases are looked up next: the portal keeps within its budget of requests.`;
}
