import { z } from 'zod';

/** One readiness check beside a promotion. `from` names the feature or source that answered. */
export const checkSchema = z.object({
  id: z.string(),
  from: z.string(),
  outcome: z.enum(['pass', 'warn', 'block', 'unknown']),
  reason: z.string(),
  observedAt: z.string().optional(),
});
export type Check = z.infer<typeof checkSchema>;
