import { z } from 'zod';

/** What a sum or a soonest end was made from. */
export const coverageSchema = z.object({
  /** Leases that were looked up. */
  looked: z.number().int().nonnegative(),
  /** Leases there are by the last list; absent while the role was never listed. */
  of: z.number().int().nonnegative().optional(),
  /** RFC 3339: when it was listed. */
  listedAt: z.string().optional(),
});
export type Coverage = z.infer<typeof coverageSchema>;
