import { type Source, type Verdict, verdictFrom } from '@greenroom/plugin-portal-common';
import {
  type IrrevocableLease,
  type Lease,
  type Role,
  type RoleRef,
  roleKey,
  type StaticRole,
  type Vault,
  type VaultLine,
} from '@greenroom/plugin-vault-leases-common';
import type { PageSight, Sight } from '../watching/Sight';
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
  /** Sessions that users of the role hold, where somebody can tell. */
  sessionsOf(role: RoleRef, connection: string): number | undefined;
}

/** Never healthy from a source that is not live. */
export function present(sight: Sight | undefined, around: Around): PresentedVault {
  const { name, source } = around;
  const vault = sight?.vault ? told({ ...sight.vault, sources: [source] }, source) : unheardOf(name, source);
  const joined = <R extends RoleRef>(role: R) => ({ ...role, entityRefs: [...around.entityRefsOf(role)] });
  const roles = (sight?.roles ?? []).map(role =>
    told({ ...joined(role), isWatched: around.isWatched(role) }, source),
  );
  const statics = (sight?.statics ?? []).map(role => told(joined(role), source));
  const known = byRole(roles);
  const pages = Object.entries(sight?.pages ?? {}).map(
    ([key, page]) => [key, pageOf(page, known, around)] as const,
  );
  return {
    vault,
    line: lineOf(vault),
    roles: known,
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

function pageOf(page: PageSight, roles: ReadonlyMap<string, Role>, around: Around): PresentedPage {
  const source = pageSource(around.source, page);
  const leases = page.leases.map(lease => {
    const connection = roles.get(roleKey(lease))?.connection;
    const sessionsOfRole = connection === undefined ? undefined : around.sessionsOf(lease, connection);
    return told(
      {
        ...lease,
        entityRefs: [...around.entityRefsOf(lease)],
        ...(sessionsOfRole !== undefined && { sessionsOfRole }),
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
