import { z } from 'zod';

/** An object of a cluster, as it is linked to. `namespace` is absent for what has none. */
export const objectLinkSchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  namespace: z.string().optional(),
  name: z.string(),
});
export type ObjectLink = z.infer<typeof objectLinkSchema>;

/** `healthy` is a risk: nothing is wrong now, and it should be known, e.g. that one replica is no redundancy. */
export const problemStateSchema = z.enum(['degraded', 'waiting', 'progressing', 'unknown', 'healthy']);
export type ProblemState = z.infer<typeof problemStateSchema>;

/** The page of a cluster has so many problems of each namespace, the worst; its summary counts all. */
export const MOST_PROBLEMS = 200;

/** Something that is not as it should be: one cause, however many objects it hits. */
export const problemSchema = z.object({
  /** The same as long as it is the same problem: `rule/kind/namespace/name`, and the cause where a rule has several. */
  id: z.string(),
  /** Id of the rule that found it. */
  rule: z.string(),
  state: problemStateSchema,
  /** It is `unknown` because its object cannot be seen any more: how it was when it could. */
  was: problemStateSchema.optional(),
  /** 0 to 100, for ranking: what hurts users now is above what may hurt them later. */
  severity: z.number(),
  /** A sentence a person would say; without relative times: see `since`. */
  text: z.string(),
  /** Where the cluster tells it. */
  since: z.string().optional(),
  object: objectLinkSchema,
  /** How many objects it hits, where there are more than one. */
  count: z.number().int().optional(),
  /** The service it is about. */
  entityRef: z.string().optional(),
  /** Id of the problem of which it is a consequence, as far as can be told. */
  explainedBy: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** What stays silent because it may not be read, is not installed, or has not answered. */
export const unseenSchema = z.object({
  /** A Kubernetes resource, or `metrics`. */
  part: z.string(),
  /** `denied`: the portal may not; `unreachable`: no answer now; `not-installed`: the cluster has no such thing, which is no fault. */
  why: z.enum(['denied', 'unreachable', 'stale', 'connecting', 'not-installed']),
  /** A sentence, e.g. `cannot list pods in payments`. */
  text: z.string(),
  /** The namespaces of which it is so, where others are seen; absent: of all. */
  namespaces: z.array(z.string()).optional(),
});
export type Unseen = z.infer<typeof unseenSchema>;
