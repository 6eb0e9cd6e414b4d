import type { SourceReport } from '@greenroom/plugin-portal-common';
import type { Asked } from '@greenroom/plugin-portal-node';
import {
  type Lease,
  LEASE_PAGE,
  parseLeasePageKey,
  type Role,
  type RoleRef,
  roleKey,
  type StaticRole,
  type Statements,
  type Vault,
} from '@greenroom/plugin-vault-leases-common';
import type { VaultSource } from '../VaultSource';
import type { Sight } from '../watching/Sight';

const healthy = { state: 'healthy' as const, reasons: [] };

export function makeVault(name: string, overrides: Partial<Vault> = {}): Vault {
  return {
    name,
    flavour: 'openbao',
    version: '2.5.4',
    verdict: healthy,
    sentence: 'vault-0 leads, and one node may be lost.',
    nodes: ['vault-0', 'vault-1', 'vault-2'].map((node, index) => ({
      name: node,
      address: `https://${node}.internal:8200`,
      state: index === 0 ? 'active' : 'standby',
    })),
    active: 'vault-0',
    failureTolerance: 1,
    missingNodes: [],
    mounts: [{ path: 'database', type: 'database', roles: 2, staticRoles: 1 }],
    leases: 24,
    irrevocable: 0,
    unseen: [],
    sources: [],
    ...overrides,
  };
}

export function makeRole(ref: RoleRef, overrides: Partial<Role> = {}): Role {
  return {
    ...ref,
    verdict: healthy,
    entityRefs: [],
    connection: 'shop',
    defaultTtlSeconds: 3_600,
    maxTtlSeconds: 86_400,
    isWatched: false,
    coverage: { looked: 0 },
    hasStatements: true,
    ...overrides,
  };
}

export function makeStatic(ref: RoleRef, overrides: Partial<StaticRole> = {}): StaticRole {
  return { ...ref, verdict: healthy, entityRefs: [], username: ref.role, ...overrides };
}

export function makeLease(ref: RoleRef, overrides: Partial<Lease> = {}): Lease {
  return {
    ...ref,
    fingerprint: 'abcdefghijkl',
    entityRefs: [],
    verdict: healthy,
    issuedAt: '2026-11-22T09:00:00Z',
    endsAt: '2026-11-22T10:30:00Z',
    ceilingAt: '2026-11-23T09:00:00Z',
    renewable: true,
    irrevocable: false,
    revocationFails: false,
    lookedAt: '2026-11-22T10:00:00Z',
    ...overrides,
  };
}

/** A Vault as a test wants it; remembers what it was asked to look at. */
export class FakeVault implements VaultSource {
  readonly id: string;
  everySeconds = 60;
  vault: Vault | undefined;
  roles: Role[] = [];
  statics: StaticRole[] = [];
  irrevocable: Sight['irrevocable'] = [];
  /** What there is to be listed. */
  leases: Lease[] = [];
  report: Partial<SourceReport> = {};
  statementsOf: (role: RoleRef) => Promise<Statements> = async () => ({
    creation: ['create role'],
    revocation: [],
    renewal: [],
    rollback: [],
  });
  readonly asked: (readonly string[])[] = [];

  constructor(name: string) {
    this.id = `vault:${name}`;
    this.vault = makeVault(name);
  }

  async look({ things }: Asked<Sight>): Promise<Sight> {
    this.asked.push(things);
    return this.sight(things);
  }

  failed(before: Sight | undefined, why: string): Sight {
    return { ...(before ?? this.sight([])), report: this.#report({ freshness: 'unreachable', reason: why }) };
  }

  isWell({ report }: Sight): boolean {
    return report.freshness === 'live';
  }

  statements(role: RoleRef): Promise<Statements> {
    return this.statementsOf(role);
  }

  /** What a look at these pages brings. */
  sight(things: readonly string[]): Sight {
    const { vault, roles, statics, irrevocable } = this;
    const pages = things.flatMap(key => {
      const page = parseLeasePageKey(key);
      const leases = this.leases.filter(lease => page && roleKey(lease) === roleKey(page.role));
      const from = (page?.page ?? 0) * LEASE_PAGE;
      const sight = {
        leases: leases.slice(from, from + LEASE_PAGE),
        pages: Math.ceil(leases.length / LEASE_PAGE),
        listedAt: '2026-11-22T10:00:00Z',
      };
      return page ? [[key, sight] as const] : [];
    });
    return structuredClone({
      ...(vault && { vault }),
      roles,
      statics,
      irrevocable,
      pages: Object.fromEntries(pages),
      report: this.#report({}),
    });
  }

  #report(changes: Partial<SourceReport>): SourceReport {
    return {
      id: this.id,
      kind: 'vault',
      name: this.id.replace(/^vault:/, ''),
      freshness: 'live',
      missingPermissions: [],
      parts: [],
      ...this.report,
      ...changes,
    };
  }
}
