import { leaseActRecordSchema, type LeaseActName } from '@greenroom/plugin-vault-leases-common';
import { z } from 'zod';
import type { LeaseRef } from '../VaultSource';

/** An act as it is kept. */
export const keptActSchema = z.object({
  record: leaseActRecordSchema,
  reason: z.string(),
  /** Of a renewal: what Vault was asked for; absent where the role says. */
  incrementSeconds: z.number().int().positive().optional(),
  /** What the person asked for. */
  wantedSeconds: z.number().int().positive().optional(),
  /** As the look-up before it found the lease. */
  before: z.object({ endsAt: z.string() }),
});
export type KeptAct = z.infer<typeof keptActSchema>;

/** What a person asks for. */
export interface WantedAct {
  act: LeaseActName;
  lease: LeaseRef;
  reason: string;
  incrementSeconds?: number;
}

/** The lease that an act is about. */
export function leaseOf({ record: { vault, mount, role, fingerprint } }: KeptAct): LeaseRef {
  return { vault, mount, role, fingerprint };
}

export function isOpen({ record: { state } }: KeptAct): boolean {
  return state === 'sending' || state === 'unknown';
}
