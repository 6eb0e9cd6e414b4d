import { z } from 'zod';

/**
 * Readers of what others write: a field of another shape than documented reads as absent instead of making the whole
 * object unreadable. An empty string is absent too, so that nothing joins by `''`.
 */
export const text = z.string().min(1).optional().catch(undefined);
export const flag = z.boolean().optional().catch(undefined);
export const whole = z.number().int().optional().catch(undefined);
export const texts = z.record(z.string(), z.string()).optional().catch(undefined);

/** The items of a list that have the shape; others are left out. */
export function each<T extends z.ZodType>(item: T) {
  return z
    .array(item.optional().catch(undefined))
    .catch([])
    .transform(items => items.filter(found => found !== undefined));
}

/** An object of which every field may be missing; absent when it is no object. */
export function part<S extends z.ZodRawShape>(shape: S) {
  return z.object(shape).optional().catch(undefined);
}
