import type { LedgerLine } from '@greenroom/plugin-portal-node';
import { type DirectAct, rolloutRefSchema } from '@greenroom/plugin-rollouts-common';
import { z } from 'zod';

/** What somebody does to a rollout without a vote. */
export const deedActions = [
  'abort',
  'pause',
  'resume',
  'restart',
  'return-to-stable',
  'undo',
  'nudge',
] as const satisfies readonly DirectAct[];
export type DeedAction = (typeof deedActions)[number];

/**
 * An act as it is answered. `waits`: an undo whose revision is back as a preview, and users are where they were. `unknown`:
 * nobody can tell yet; it is looked at again until somebody can.
 */
export const deedSchema = z.object({
  id: z.string(),
  action: z.enum(deedActions),
  rollout: rolloutRefSchema,
  uid: z.string(),
  /** The revision that the person saw. */
  revision: z.string(),
  digests: z.array(z.string()),
  /** Where traffic is to go: of an undo and a return to stable. */
  toRevision: z.string().optional(),
  by: z.string(),
  reason: z.string(),
  at: z.string(),
  /** When a write of it was first about to be sent, by the database's clock: without it nothing was. */
  sentAt: z.string().optional(),
  /** When one last was: a return to stable takes several. */
  lastSentAt: z.string().optional(),
  /** What was about to be sent last, where the cluster alone could not tell whether it arrived. */
  sent: z
    .object({
      restart: z.object({ at: z.string(), before: z.string().optional() }).optional(),
      step: z.object({ name: z.enum(['abort', 'undo', 'promote']), isFirst: z.boolean() }).optional(),
    })
    .optional(),
  state: z.enum(['executing', 'done', 'waits', 'refused', 'superseded', 'failed', 'unknown', 'not-sent']),
  outcome: z.object({ text: z.string(), observedAt: z.string() }).optional(),
});
export type DeedRecord = z.infer<typeof deedSchema>;

/** Times are milliseconds of the database's clock. */
export interface StoredDeed {
  readonly deed: DeedRecord;
  /** The caller's own key, or the id where there was none. */
  readonly idempotencyKey: string;
  readonly bodyHash: string;
  readonly fence: number;
  readonly heartbeatAt: number;
  readonly version: number;
}

export interface NewDeed {
  deed: DeedRecord;
  idempotencyKey: string;
  bodyHash: string;
  lines: readonly LedgerLine[];
}

/** Where acts are kept. Every method is one transaction with its lines of the ledger. */
export interface DeedStore {
  /** Keeps a new act unless this person used the key before; then that act is the answer and nothing is written. */
  create(make: (now: number) => NewDeed): Promise<{ stored: StoredDeed; now: number; created: boolean }>;
  byKey(person: string, idempotencyKey: string): Promise<StoredDeed | undefined>;
  read(id: string): Promise<{ stored: StoredDeed; now: number } | undefined>;
  /** `false`, and nothing written, when the act is no longer of that version. */
  save(next: StoredDeed, lines: readonly LedgerLine[]): Promise<boolean>;
  /** Everything of which the outcome is not known. */
  open(): Promise<{ stored: StoredDeed[]; now: number }>;
  /** Acts on an object not older than so many milliseconds, newest first. */
  about(uid: string, youngerThanMs: number): Promise<DeedRecord[]>;
}
