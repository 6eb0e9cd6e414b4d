import { z } from 'zod';
import { objectLinkSchema } from './problem';

/** What was told of one object, or of several in the same words, how often. */
export const eventLineSchema = z.object({
  id: z.string(),
  type: z.string(),
  reason: z.string(),
  text: z.string(),
  /** How often it was told, of all objects together. */
  count: z.number().int(),
  firstAt: z.string().optional(),
  at: z.string(),
  object: objectLinkSchema,
  /** How many objects it was told of, where there are more than one. */
  objects: z.number().int().optional(),
});
export type EventLine = z.infer<typeof eventLineSchema>;
