import { z } from 'zod';

/** Which rule a name breaks. `exists` and `unknown` are found out, all others can be read off the name. */
export const nameRuleSchema = z.enum([
  'empty',
  'characters',
  'uppercase',
  'begins',
  'ends',
  'hyphens',
  'too-short',
  'too-long',
  'reserved',
  'reserved-ending',
  'owner',
  'exists',
  'unknown',
]);
export type NameRule = z.infer<typeof nameRuleSchema>;

/** Why a name can not be had, in a sentence for the form. */
export const problemSchema = z.object({
  rule: nameRuleSchema,
  text: z.string(),
  /** Which source knows it: the id of one of `sources`. Absent: the name alone. */
  source: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
