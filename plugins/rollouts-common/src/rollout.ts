import { sourceSchema, verdictSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';

/** Where a rollout is. `kind` is the controller's object: Argo's `rollout` or Flagger's `canary`. */
export const rolloutRefSchema = z.strictObject({
  cluster: z.string(),
  namespace: z.string(),
  kind: z.enum(['rollout', 'canary']),
  name: z.string(),
});
export type RolloutRef = z.infer<typeof rolloutRefSchema>;

/** An image as the pod template names it; `digest` is `sha256:…` where it is pinned or where the pods report one. */
export const imageSchema = z.object({
  container: z.string(),
  /** Repository without tag and digest. */
  name: z.string(),
  tag: z.string().optional(),
  digest: z.string().optional(),
});
export type Image = z.infer<typeof imageSchema>;

export const replicasSchema = z.object({
  desired: z.number().int(),
  /** Pods that exist. */
  current: z.number().int(),
  ready: z.number().int(),
  available: z.number().int(),
});
export type Replicas = z.infer<typeof replicasSchema>;

/** One pod of a revision, as a dot on the stage. */
export const podDotSchema = z.object({
  name: z.string(),
  state: z.enum(['starting', 'ready', 'failing', 'ending']),
  /** Why it is not ready, in the kubelet's or scheduler's words. */
  reason: z.string().optional(),
  /** Since when it is not ready. */
  since: z.string().optional(),
  restarts: z.number().int(),
});
export type PodDot = z.infer<typeof podDotSchema>;

/** One pod template of a rollout. */
export const revisionSchema = z.object({
  /** The pod-template-hash. */
  revision: z.string(),
  number: z.number().int().optional(),
  images: z.array(imageSchema),
  replicas: replicasSchema,
  pods: z.array(podDotSchema),
  authors: z.array(z.string()).optional(),
  /** Id of the commit it was built from, and the address of its repository, as its pod template names them. */
  commit: z.string().optional(),
  repository: z.string().optional(),
  createdAt: z.string().optional(),
  /** When the controller will take its pods away. */
  scaleDownAt: z.string().optional(),
  /** Every role it has now. */
  roles: z.array(z.enum(['active', 'preview', 'stable'])),
});
export type Revision = z.infer<typeof revisionSchema>;

/** A Service of the rollout and where its selector really points, which wins over the rollout's own status. */
export const rolloutServiceSchema = z.object({
  name: z.string(),
  role: z.enum(['active', 'preview']),
  /** The pod-template-hash in the live selector; absent when it has none or the Service does not exist. */
  pointsAt: z.string().optional(),
  exists: z.boolean(),
});
export type RolloutService = z.infer<typeof rolloutServiceSchema>;

/** How an analysis, one of its metrics or one measurement stands. `terminated`: stopped before it could judge, so neither passed nor failed, although the controller records it as successful. */
export const analysisPhaseSchema = z.enum([
  'pending',
  'running',
  'passed',
  'failed',
  'error',
  'inconclusive',
  'terminated',
]);
export type AnalysisPhase = z.infer<typeof analysisPhaseSchema>;

/** One metric of an analysis with the values measured against its limit. */
export const analysisMetricSchema = z.object({
  name: z.string(),
  phase: analysisPhaseSchema,
  /** The condition as written, e.g. `result[0] >= 0.99`. */
  limit: z.string().optional(),
  measurements: z.array(
    z.object({
      at: z.string().optional(),
      value: z.string().optional(),
      phase: analysisPhaseSchema,
      message: z.string().optional(),
    }),
  ),
  message: z.string().optional(),
});
export type AnalysisMetric = z.infer<typeof analysisMetricSchema>;

/** One analysis run. */
export const analysisSchema = z.object({
  name: z.string(),
  when: z.enum(['before-promotion', 'after-promotion', 'step', 'background']),
  revision: z.string().optional(),
  phase: analysisPhaseSchema,
  message: z.string().optional(),
  startedAt: z.string().optional(),
  metrics: z.array(analysisMetricSchema),
});
export type Analysis = z.infer<typeof analysisSchema>;

/** The controller waits for a person. Identified by the revision and `startedAt`, never by the revision alone. */
export const pauseSchema = z.object({
  reason: z.string(),
  startedAt: z.string(),
  /** When it ends by itself. */
  until: z.string().optional(),
  /** Somebody paused the rollout itself, apart from the controller's own pauses. */
  byHand: z.boolean(),
});
export type Pause = z.infer<typeof pauseSchema>;

/** What could be done with a rollout, each with the reason it is refused. */
export const actSchema = z.object({ allowed: z.boolean(), why: z.string().optional() });
export type Act = z.infer<typeof actSchema>;

export const rolloutEventSchema = z.object({
  at: z.string(),
  type: z.string(),
  reason: z.string(),
  text: z.string(),
  count: z.number().int(),
  about: z.string(),
});
export type RolloutEvent = z.infer<typeof rolloutEventSchema>;

/** One rollout of any engine in our words. As everything that is answered it may get more fields: a reader of today leaves them out. */
export const rolloutSchema = z.object({
  ...rolloutRefSchema.shape,
  uid: z.string(),
  entityRef: z.string().optional(),
  engine: z.enum(['argo', 'flagger']),
  strategy: z.enum(['blue-green', 'canary']),
  verdict: verdictSchema,
  /** The verdict in one sentence, e.g. `Preview 7d9f4c (v1.8.2) has waited 12 min for approval`; without relative times: see `since`. */
  sentence: z.string(),
  /** Since when the verdict is what it is, where the cluster says so. */
  since: z.string().optional(),
  desired: z.number().int(),
  /** The cluster refuses promotions around the portal. */
  lockInstalled: z.boolean(),
  /** Why nobody can tell whether it does; then `lockInstalled` is false. */
  lockUnknown: z.string().optional(),
  /** Whether a preview goes live only when a person says so. */
  promotion: z.enum(['by-person', 'automatic', 'after-delay']),
  /** So many revisions the controller goes back at once, without a pause. */
  rollbackWindow: z.number().int().optional(),
  active: revisionSchema.optional(),
  preview: revisionSchema.optional(),
  stable: revisionSchema.optional(),
  /** All that still exist, newest first. */
  revisions: z.array(revisionSchema),
  services: z.array(rolloutServiceSchema),
  analysis: z.array(analysisSchema),
  pause: pauseSchema.optional(),
  aborted: z.boolean(),
  /** The controller has not read the specification for longer than it ever takes: what is told is of an older one. */
  unseen: z.boolean().optional(),
  acts: z.record(z.string(), actSchema),
});
export type Rollout = z.infer<typeof rolloutSchema>;

/** A rollout in the table of all rollouts: what fits a row, so that thousands stay light. */
export const rolloutRowSchema = z.object({
  ...rolloutRefSchema.shape,
  entityRef: z.string().optional(),
  engine: z.enum(['argo', 'flagger']),
  strategy: z.enum(['blue-green', 'canary']),
  verdict: verdictSchema,
  sentence: z.string(),
  since: z.string().optional(),
  activeRevision: z.string().optional(),
  activeTag: z.string().optional(),
  previewRevision: z.string().optional(),
  previewTag: z.string().optional(),
  ready: z.number().int(),
  desired: z.number().int(),
  pauseStartedAt: z.string().optional(),
});
export type RolloutRow = z.infer<typeof rolloutRowSchema>;

/** `cluster/namespace/kind/name`: the key of a rollout's topic and of its row in lists. */
export function rolloutKey(ref: RolloutRef): string {
  return `${ref.cluster}/${ref.namespace}/${ref.kind}/${ref.name}`;
}

/** The other way; `undefined` when the key is not one. */
export function parseRolloutKey(key: string): RolloutRef | undefined {
  const [cluster, namespace, kind, name, ...rest] = key.split('/');
  const parsed = rolloutRefSchema.safeParse({ cluster, namespace, kind, name });
  return parsed.success && rest.length === 0 && cluster && namespace && name ? parsed.data : undefined;
}

/** `cluster/namespace`: what permission to read is asked for. */
export function rolloutPlace(ref: Pick<RolloutRef, 'cluster' | 'namespace'>): string {
  return `${ref.cluster}/${ref.namespace}`;
}

/** Answer of `GET /api/rollouts/rollouts/:cluster/:namespace/:kind/:name`. */
export const rolloutAnswerSchema = rolloutSchema.extend({ sources: z.array(sourceSchema) });
