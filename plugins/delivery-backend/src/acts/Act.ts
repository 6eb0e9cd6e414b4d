import { applicationRefSchema } from '@greenroom/plugin-delivery-common';
import { z } from 'zod';

/** What somebody has Argo CD do. */
export const actKinds = ['sync', 'refresh', 'terminate', 'rollback'] as const;
export type ActKind = (typeof actKinds)[number];

/** An act as it is answered. `sending`: nobody knows whether it was sent; `sent`: accepted, and not seen to its end. */
export const actRecordSchema = z.object({
  id: z.string(),
  kind: z.enum(actKinds),
  application: applicationRefSchema,
  uid: z.string(),
  /** `cluster/namespace` that rights are asked for. */
  place: z.string(),
  by: z.string(),
  reason: z.string(),
  at: z.string(),
  /** What it was to bring about. */
  commit: z.string().optional(),
  /** Of a rollback: the deployment that it goes back to. */
  historyId: z.number().int().optional(),
  prune: z.boolean().optional(),
  hard: z.boolean().optional(),
  /** Of a termination: when that which it ends began. */
  startedAt: z.string().optional(),
  state: z.enum(['sending', 'sent', 'done', 'failed', 'refused', 'unknown']),
  outcome: z.object({ text: z.string(), observedAt: z.string() }).optional(),
});
export type ActRecord = z.infer<typeof actRecordSchema>;

/** What a person asks for, as they saw it. */
export type ActBody =
  | { kind: 'sync'; commit: string; prune: boolean; reason: string }
  | { kind: 'refresh'; hard: boolean; reason: string }
  | { kind: 'terminate'; startedAt: string; reason: string }
  | { kind: 'rollback'; historyId: number; reason: string };

export function isOpen({ state }: ActRecord): boolean {
  return state === 'sending' || state === 'sent';
}
