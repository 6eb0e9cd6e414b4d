import type { IrrevocableLease, Lease, RoleRef } from '@greenroom/plugin-vault-leases-common';
import { judgeLease } from '../reading/judgeLease';
import { fingerprintOf, roleIn } from '../vault/leaseIds';
import type { LookedLease } from './RoleLeases';

/** Why Vault could not take a user away, in our words: its own name users, hosts and databases. */
export const REVOCATION_ERROR =
  'The database could not be reached, or refused, each time Vault tried to take its user away';

export interface LeaseContext {
  role: RoleRef;
  namespace: string;
  /** The ceiling that its role gives, in seconds. */
  maxTtlSeconds: number | undefined;
  /** Milliseconds since 1970. */
  now: number;
}

/** A lease as it is told: without its id. */
export function leaseOf({ id, answer, lookedAt }: LookedLease, context: LeaseContext): Lease {
  const { role, namespace, maxTtlSeconds, now } = context;
  const { issuedAt, endsAt, lastRenewedAt, renewable, isIrrevocable, isOver } = answer;
  const ceiling = maxTtlSeconds === undefined ? undefined : Date.parse(issuedAt) + maxTtlSeconds * 1_000;
  const lease = {
    ...role,
    fingerprint: fingerprintOf(role.vault, namespace, id),
    entityRefs: [],
    issuedAt,
    endsAt,
    ...(ceiling !== undefined && { ceilingAt: new Date(ceiling).toISOString() }),
    renewable,
    ...(lastRenewedAt !== undefined && { lastRenewedAt }),
    irrevocable: isIrrevocable,
    ...(isIrrevocable && { revocationError: REVOCATION_ERROR }),
    revocationFails: isOver && !isIrrevocable,
    lookedAt: new Date(lookedAt).toISOString(),
  };
  return { ...lease, verdict: judgeLease(lease, now) };
}

export function irrevocableOf(
  id: string,
  { vault, namespace, mounts }: { vault: string; namespace: string; mounts: readonly string[] },
): IrrevocableLease {
  return {
    vault,
    ...roleIn(id, mounts),
    fingerprint: fingerprintOf(vault, namespace, id),
    entityRefs: [],
    error: REVOCATION_ERROR,
  };
}
