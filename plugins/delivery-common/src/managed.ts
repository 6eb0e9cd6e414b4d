import { sourceSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';
import { actSchema, applicationRefSchema } from './application';

/** Answer of `GET /api/delivery/managed?cluster&namespace&kind&name`: whether GitOps manages a live object. */
export const managedSchema = z.object({
  managed: z.boolean(),
  /** Which Application the live object itself names; absent when there is no such one any more. */
  application: applicationRefSchema.optional(),
  automated: z.boolean(),
  selfHeal: z.boolean(),
  /** What is changed by hand is taken back within seconds. */
  wouldRevert: z.boolean(),
  /** What would become of a change by hand, in a sentence. */
  why: z.string(),
  /** Whether it can be reverted in git instead. */
  revert: actSchema,
  sources: z.array(sourceSchema),
});
export type Managed = z.infer<typeof managedSchema>;
