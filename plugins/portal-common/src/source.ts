import { z } from 'zod';

/** What kind of system a source is; `portal` is what the portal itself has recorded. */
export const sourceKindSchema = z.enum([
  'cluster',
  'vault',
  'aws',
  'postgres',
  'git',
  'prometheus',
  'portal',
]);
export type SourceKind = z.infer<typeof sourceKindSchema>;

/**
 * How far what we hold of a source can be believed now.
 *
 * - `live`: the source answered an authenticated question moments ago and every watch is caught up.
 * - `stale`: it answers, but something we show from it has stopped being confirmed.
 * - `unreachable`: it does not answer.
 * - `denied`: it answers and refuses us.
 * - `connecting`: we have not heard from it yet.
 */
export const freshnessSchema = z.enum(['live', 'stale', 'unreachable', 'denied', 'connecting']);
export type Freshness = z.infer<typeof freshnessSchema>;

/** What a source that is not live does, of one and of several. */
export const notLiveWords: Readonly<Record<Exclude<Freshness, 'live'>, { one: string; several: string }>> = {
  unreachable: { one: 'is not reachable', several: 'are not reachable' },
  denied: { one: 'refuses us', several: 'refuse us' },
  connecting: { one: 'has not answered yet', several: 'have not answered yet' },
  stale: { one: 'has fallen behind', several: 'have fallen behind' },
};

/** One thing we read from, as it is told beside everything made from it. Times are RFC 3339 UTC. */
export const sourceSchema = z.object({
  /** Unique among sources, e.g. `cluster:eks-prod`. */
  id: z.string(),
  kind: sourceKindSchema,
  freshness: freshnessSchema,
  /** When the source last confirmed what we hold. */
  observedAt: z.string().optional(),
  /** Since when the freshness is what it is. */
  since: z.string().optional(),
  /** A sentence a person would say, whole in itself: the cause, never a stack or a token. */
  reason: z.string().optional(),
});
export type Source = z.infer<typeof sourceSchema>;

/** One rule that a source would have to grant us, in the words of that system. */
export const missingPermissionSchema = z.object({
  /** e.g. `list pods in payments` */
  text: z.string(),
  /** What an administrator can copy: a Kubernetes RBAC rule, a Vault policy, an IAM statement. */
  rule: z.string(),
});
export type MissingPermission = z.infer<typeof missingPermissionSchema>;

/** A source as the Sources page shows it. */
export const sourceReportSchema = sourceSchema.extend({
  /** Name without the kind, e.g. `eks-prod`. */
  name: z.string(),
  /** What a person calls it, e.g. the API server's URL without credentials. */
  address: z.string().optional(),
  /** Version the source says it has. */
  version: z.string().optional(),
  lastSuccessAt: z.string().optional(),
  lastError: z.object({ at: z.string(), text: z.string() }).optional(),
  /** What to do about it. */
  cure: z.string().optional(),
  missingPermissions: z.array(missingPermissionSchema),
  /** What we follow there, e.g. one row for each watched resource. */
  parts: z.array(
    z.object({
      name: z.string(),
      freshness: z.union([freshnessSchema, z.literal('not-installed')]),
      count: z.number().int().optional(),
      observedAt: z.string().optional(),
      /** Since when its freshness is what it is. */
      since: z.string().optional(),
      reason: z.string().optional(),
    }),
  ),
});
export type SourceReport = z.infer<typeof sourceReportSchema>;

/** Worst first. */
const order: readonly Freshness[] = ['denied', 'unreachable', 'connecting', 'stale', 'live'];

/** The freshness that limits what may be said of something made from all of these; `live` of none. */
export function worstFreshness(sources: readonly Pick<Source, 'freshness'>[]): Freshness {
  return order.find(freshness => sources.some(source => source.freshness === freshness)) ?? 'live';
}
