import { type Source, type Verdict, verdictFrom } from '@greenroom/plugin-portal-common';
import {
  type IrrevocableLease,
  type Lease,
  parseLeasePageKey,
  type Role,
  type RoleRef,
  roleKey,
  type StaticRole,
  type Vault,
  type VaultLine,
} from '@greenroom/plugin-vault-leases-common';
import type { PageSight, Sight } from '../watching/Sight';
import type { SessionsOfRole } from '../sessions/RoleSessions';
import { lineOf } from './lineOf';

/** A page of a role's leases, as it is told. */
export interface PresentedPage extends Omit<PageSight, 'leases'> {
  leases: readonly Lease[];
}

/** A Vault as it is told: what was seen, with what its source is worth now, and who uses its roles. */
export interface PresentedVault {
  vault: Vault;
  line: VaultLine;
  /** By `roleKey`. */
  roles: ReadonlyMap<string, Role>;
  /** By `roleKey`. */
  statics: ReadonlyMap<string, StaticRole>;
  irrevocable: readonly IrrevocableLease[];
  /** By `leasePageKey`. */
  pages: ReadonlyMap<string, PresentedPage>;
}

export interface Around {
  /** The name in the configuration. */
  name: string;
  source: Source;
  entityRefsOf(role: RoleRef): readonly string[];
  isWatched(role: RoleRef): boolean;
  /** Sessions that users of the role hold. It is asked for roles that somebody has open alone: asking has their database looked at. */
  sessionsOf(role: RoleRef, connection: string): SessionsOfRole;
}

/** Never healthy from a source that is not live. */
export function present(sight: Sight | undefined, around: Around): PresentedVault {
  const { name, source } = around;
  const vault = sight?.vault ? told({ ...sight.vault, sources: [source] }, source) : unheardOf(name, source);
  const joined = <R extends RoleRef>(role: R) => ({ ...role, entityRefs: [...around.entityRefsOf(role)] });
  const sessions = sessionsOfOpen(sight, around);
  const roles = (sight?.roles ?? []).map(role =>
    told(
      { ...joined(role), isWatched: around.isWatched(role), ...whyUntold(sessions.get(roleKey(role))) },
      source,
    ),
  );
  const statics = (sight?.statics ?? []).map(role => told(joined(role), source));
  const pages = Object.entries(sight?.pages ?? {}).map(
    ([key, page]) => [key, pageOf(page, sessions, around)] as const,
  );
  return {
    vault,
    line: lineOf(vault),
    roles: byRole(roles),
    statics: byRole(statics),
    irrevocable: (sight?.irrevocable ?? []).map(joined),
    pages: new Map(pages),
  };
}

/** What a page of leases is worth: it may be older than what else is known of its Vault. */
export function pageSource(source: Source, page: Pick<PageSight, 'trouble'> | undefined): Source {
  if (source.freshness !== 'live') {
    return source;
  }
  if (!page) {
    return { ...source, freshness: 'connecting', reason: 'Its leases have not been listed yet.' };
  }
  return page.trouble === undefined ? source : { ...source, freshness: 'stale', reason: page.trouble };
}

/** Of roles of which somebody has a page, by `roleKey`. */
function sessionsOfOpen(sight: Sight | undefined, around: Around): ReadonlyMap<string, SessionsOfRole> {
  const open = new Set(
    Object.keys(sight?.pages ?? {}).flatMap(key => {
      const page = parseLeasePageKey(key);
      return page ? [roleKey(page.role)] : [];
    }),
  );
  const roles = (sight?.roles ?? []).filter(role => open.has(roleKey(role)));
  return new Map(
    roles.flatMap(role =>
      role.connection === undefined
        ? []
        : [[roleKey(role), around.sessionsOf(role, role.connection)] as const],
    ),
  );
}

function whyUntold(sessions: SessionsOfRole | undefined): Pick<Role, 'sessionsUntold'> {
  return sessions && 'untold' in sessions ? { sessionsUntold: sessions.untold } : {};
}

function pageOf(
  page: PageSight,
  sessions: ReadonlyMap<string, SessionsOfRole>,
  around: Around,
): PresentedPage {
  const source = pageSource(around.source, page);
  const leases = page.leases.map(lease => {
    const ofRole = sessions.get(roleKey(lease));
    return told(
      {
        ...lease,
        entityRefs: [...around.entityRefsOf(lease)],
        ...(ofRole && 'sessions' in ofRole && { sessionsOfRole: ofRole.sessions }),
      },
      source,
    );
  });
  return { ...page, leases };
}

function told<T extends { verdict: Verdict }>(thing: T, source: Source): T {
  const isBelieved = source.freshness === 'live' || thing.verdict.state === 'unknown';
  return isBelieved ? thing : { ...thing, verdict: verdictFrom(thing.verdict, [source]) };
}

function byRole<R extends RoleRef>(roles: readonly R[]): ReadonlyMap<string, R> {
  return new Map(roles.map(role => [roleKey(role), role]));
}

/** None of its nodes has ever answered. */
function unheardOf(name: string, source: Source): Vault {
  const sentence = source.reason ?? 'It has not answered yet.';
  return {
    name,
    flavour: 'unknown',
    verdict: { state: 'unknown', reasons: [{ text: sentence, ref: source.id }] },
    sentence,
    nodes: [],
    missingNodes: [],
    mounts: [],
    unseen: [],
    sources: [source],
  };
}
