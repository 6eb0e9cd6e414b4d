import { verdictSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';
import { capacitiesSchema } from './cluster';

/** One node. */
export const nodeRowSchema = z.object({
  name: z.string(),
  uid: z.string(),
  verdict: verdictSchema,
  since: z.string().optional(),
  ready: z.boolean(),
  cordoned: z.boolean(),
  /** The kubelet's, e.g. `v1.34.4`. */
  version: z.string().optional(),
  roles: z.array(z.string()),
  zone: z.string().optional(),
  instanceType: z.string().optional(),
  /** The NodePool or node group it came from. */
  pool: z.string().optional(),
  /** `memory`, `disk`, `pid`: what the kubelet says it runs out of. */
  pressure: z.array(z.string()),
  /** Taints that keep pods away, `key=value:effect`. */
  taints: z.array(z.string()),
  capacity: capacitiesSchema.optional(),
  createdAt: z.string().optional(),
});
export type NodeRow = z.infer<typeof nodeRowSchema>;
