import { z } from 'zod';
import { sourceSchema } from './source';

/** A page of items with the sources they were read from. `nextCursor` is opaque. */
export function listSchema<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().optional(),
    sources: z.array(sourceSchema),
  });
}
export type List<T> = { items: T[]; nextCursor?: string; sources: z.infer<typeof sourceSchema>[] };
