import type { Source } from '@greenroom/plugin-portal-common';
import {
  type IrrevocableLease,
  type Lease,
  leaseSchema,
  type Role,
  roleSchema,
  type StaticRole,
  staticRoleSchema,
  type Vault,
  type VaultLine,
  vaultLineSchema,
  vaultSchema,
} from '@greenroom/plugin-vault-leases-common';

/** The moment at which every test of a page looks. */
export const NOW = '2026-11-22T10:00:00Z';

const healthy = { state: 'healthy' as const, reasons: [] };

export function makeSource(overrides: Partial<Source> = {}): Source {
  return { id: 'vault:storefront', kind: 'vault', freshness: 'live', observedAt: NOW, ...overrides };
}

/** How a source is whose Vault does not answer. */
export const down: Partial<Source> = {
  freshness: 'unreachable',
  observedAt: '2026-11-22T09:47:00Z',
  since: '2026-11-22T09:48:00Z',
  reason: 'no node of storefront answers',
};
/** How a source is whose token may not look. */
export const refused: Partial<Source> = {
  freshness: 'denied',
  since: '2026-11-22T09:48:00Z',
  reason: 'storefront refuses the portal’s sign-in',
};

/** `storefront`: three nodes, `vault-0` leads. */
export function makeVault(overrides: Partial<Vault> = {}): Vault {
  return vaultSchema.parse({
    name: 'storefront',
    flavour: 'vault',
    version: '1.18.3',
    place: 'eks-prod',
    verdict: healthy,
    sentence: 'vault-0 leads, and one more node may be lost. 41 leases, none of them irrevocable.',
    nodes: [
      {
        name: 'vault-0',
        address: 'https://vault-0.vault:8200',
        state: 'active',
        version: '1.18.3',
        sealType: 'awskms',
        raft: { voter: true, healthy: true },
        activeSince: '2026-11-20T10:00:00Z',
      },
      {
        name: 'vault-1',
        address: 'https://vault-1.vault:8200',
        state: 'standby',
        version: '1.18.3',
        sealType: 'awskms',
        raft: { voter: true, healthy: true, lastContactSeconds: 2, behind: 0 },
      },
      {
        name: 'vault-2',
        address: 'https://vault-2.vault:8200',
        state: 'standby',
        version: '1.18.3',
        sealType: 'awskms',
        raft: { voter: true, healthy: true, lastContactSeconds: 1, behind: 0 },
      },
    ],
    active: 'vault-0',
    failureTolerance: 1,
    missingNodes: [],
    mounts: [
      { path: 'database', type: 'database', roles: 2, staticRoles: 1, irrevocable: 0, created: 812 },
      { path: 'pki', type: 'pki' },
    ],
    leases: 41,
    irrevocable: 0,
    failedRevocations: 0,
    totalsAt: '2026-11-22T09:59:40Z',
    budget: { requestsPerSecond: 10, concurrency: 4, lastMinute: 18, waited: 0 },
    unseen: [],
    sources: [makeSource()],
    ...overrides,
  });
}

export function makeLine(overrides: Partial<VaultLine> = {}): VaultLine {
  return vaultLineSchema.parse({ ...makeVault(), ...overrides });
}

const checkout = { vault: 'storefront', mount: 'database', role: 'checkout' };

/** `checkout` of `database`: three leases, all of them looked up. */
export function makeRole(overrides: Partial<Role> = {}): Role {
  return roleSchema.parse({
    ...checkout,
    verdict: healthy,
    entityRefs: ['component:default/checkout'],
    connection: 'shop',
    defaultTtlSeconds: 3600,
    maxTtlSeconds: 36_000,
    leases: 3,
    soonestEnd: '2026-11-22T10:38:00Z',
    oldestIssue: '2026-11-22T06:00:00Z',
    isWatched: true,
    coverage: { looked: 3, of: 3, listedAt: '2026-11-22T09:59:30Z' },
    hasStatements: true,
    ...overrides,
  });
}

/** A role that nobody has open. */
export function makeUnlisted(overrides: Partial<Role> = {}): Role {
  const { leases: _leases, soonestEnd: _end, oldestIssue: _oldest, ...role } = makeRole();
  return { ...role, role: 'search', entityRefs: [], isWatched: false, coverage: { looked: 0 }, ...overrides };
}

export function makeStatic(overrides: Partial<StaticRole> = {}): StaticRole {
  return staticRoleSchema.parse({
    vault: 'storefront',
    mount: 'database',
    role: 'reporting',
    verdict: healthy,
    entityRefs: [],
    connection: 'shop',
    username: 'reporting_ro',
    rotationPeriodSeconds: 86_400,
    lastRotationAt: '2026-11-22T04:00:00Z',
    nextRotationAt: '2026-11-23T04:00:00Z',
    ...overrides,
  });
}

/** A lease of `checkout` that ends in 38 minutes and may be renewed for six hours. */
export function makeLease(overrides: Partial<Lease> = {}): Lease {
  return leaseSchema.parse({
    ...checkout,
    fingerprint: 'abcdefghijkl',
    entityRefs: ['component:default/checkout'],
    verdict: healthy,
    issuedAt: '2026-11-22T06:00:00Z',
    endsAt: '2026-11-22T10:38:00Z',
    ceilingAt: '2026-11-22T16:00:00Z',
    renewable: true,
    lastRenewedAt: '2026-11-22T09:38:00Z',
    irrevocable: false,
    revocationFails: false,
    sessionsOfRole: 12,
    lookedAt: '2026-11-22T09:59:30Z',
    ...overrides,
  });
}

/** One that lasts until its ceiling already. */
export function makeAtCeiling(overrides: Partial<Lease> = {}): Lease {
  return makeLease({
    fingerprint: 'ceilingaaaaa',
    endsAt: '2026-11-22T10:09:00Z',
    ceilingAt: '2026-11-22T10:09:00Z',
    verdict: {
      state: 'waiting',
      reasons: [{ text: 'It ends in 9 minutes, at its ceiling: nobody renews past it' }],
    },
    ...overrides,
  });
}

export const irrevocableLease: IrrevocableLease = {
  ...checkout,
  fingerprint: 'givenupaaaaa',
  entityRefs: ['component:default/checkout'],
  error: 'the database refuses to drop its user: it owns objects',
};
