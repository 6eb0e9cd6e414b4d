import { z } from 'zod';

/** One line of what differs between what is live and what would go live; a side is absent where it has none. Values of secrets are never read: a reference is. */
export const differenceSchema = z.object({
  about: z.enum(['image', 'environment', 'resources', 'probe', 'config', 'replicas', 'other']),
  /** What it is, e.g. `checkout: LOG_LEVEL` or `checkout: memory limit`. */
  name: z.string(),
  active: z.string().optional(),
  preview: z.string().optional(),
});
export type Difference = z.infer<typeof differenceSchema>;

/** Answer of `…/:name/comparison`. */
export const comparisonSchema = z.object({
  active: z.object({ revision: z.string(), tag: z.string().optional() }).optional(),
  preview: z.object({ revision: z.string(), tag: z.string().optional() }).optional(),
  differences: z.array(differenceSchema),
  /** How many lines are the same on both sides. */
  same: z.number().int(),
  /** What the reader has to know of the list, each a sentence: e.g. that values are not shown. */
  notes: z.array(z.string()).optional(),
});
export type Comparison = z.infer<typeof comparisonSchema>;
