import type { Lease, RoleRef, Statements } from '@greenroom/plugin-vault-leases-common';
import type { PolledSource } from '@greenroom/plugin-portal-node';
import type { ConnectedDatabase } from './sessions/DatabaseRef';
import type { Sight } from './watching/Sight';

/** A lease without its id. */
export interface LeaseRef extends RoleRef {
  fingerprint: string;
}

/**
 * One Vault as it is polled, by the viewer's identity. What is watched of it is `''` (the Vault itself and its roles) or
 * a `leasePageKey`: that role is listed, at most once a minute, and the leases of that page are looked up; or an `actedThing`:
 * that lease is looked up anew. It never throws for what the Vault does: that is in the report.
 */
export interface VaultSource extends PolledSource<Sight> {
  /** `vault:<name>` */
  readonly id: string;
  /** A role's statements, for who operates. Throws as `LeaseOperator` does. */
  statements(role: RoleRef, signal: AbortSignal): Promise<Statements>;
}

/**
 * The operator's identity at one Vault: it does what it is told and reads nothing besides. What is thrown says whose fault it is:
 * NotFoundError for a Vault or a role without such a lease, NotAllowedError where the identity lacks a right,
 * ServiceUnavailableError where the Vault does not answer or has no active node, ConflictError where it answers and does not do it.
 */
export interface LeaseOperator {
  /** Looked up anew; `undefined` for a lease that there is not, or no more. */
  look(lease: LeaseRef, signal: AbortSignal): Promise<Lease | undefined>;
  /** @param incrementSeconds from now; left out, what the role gives */
  renew(lease: LeaseRef, incrementSeconds: number | undefined, signal: AbortSignal): Promise<void>;
  revoke(lease: LeaseRef, signal: AbortSignal): Promise<void>;
}

/** A configured Vault. */
export interface ConfiguredVault {
  name: string;
  /** Connections whose database is not the one that is called the same. */
  databases?: readonly ConnectedDatabase[];
  source: VaultSource;
  /** Absent where no operator is configured: then nothing can be done. */
  operator?: LeaseOperator;
}
