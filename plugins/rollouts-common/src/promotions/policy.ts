import { z } from 'zod';

/** A time in which nothing goes live. Abort and return-to-stable stay allowed. */
export const freezeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('weekly'),
    name: z.string(),
    /** 1 is Monday, 7 is Sunday: the days on which it begins. */
    days: z.array(z.number().int().min(1).max(7)).min(1),
    /** `HH:MM` in `timeZone`; an end at or before the start is on the next day. */
    from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    to: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    /** IANA name, e.g. `Europe/Berlin`. */
    timeZone: z.string(),
  }),
  z.object({
    kind: z.literal('once'),
    name: z.string(),
    from: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }),
  }),
]);
export type Freeze = z.infer<typeof freezeSchema>;

/** How promotions of a rollout are decided: what the configuration says, joined strictest first and narrowed by annotations. People and groups are entity refs; `*` is everybody who may read the rollout. */
export const policySchema = z.object({
  /** Names of the configured policies it is made of. */
  names: z.array(z.string()),
  requesters: z.array(z.string()),
  voters: z.array(z.string()),
  votes: z.number().int().min(1),
  /** Four eyes: off, an author or the requester may vote on their own. */
  fourEyes: z.boolean(),
  lifetimeSeconds: z.number().int().min(60),
  freezes: z.array(freezeSchema),
  /** Ids of checks whose `block` holds a promotion back; `*` is all of them. */
  blockingChecks: z.array(z.string()),
  /** Whether such a check holds it back too when nobody can tell. */
  unknownBlocks: z.boolean(),
  breakGlass: z.array(z.string()),
  /**
   * Lists that a person has to be in besides, each of them: what is left where two policies or an annotation name other
   * groups. A ref alone can not say who is in both of two groups.
   */
  within: z
    .object({
      requesters: z.array(z.array(z.string())).optional(),
      voters: z.array(z.array(z.string())).optional(),
      breakGlass: z.array(z.array(z.string())).optional(),
    })
    .optional(),
  /** Two claimants, a narrowing that holds on after its removal, an annotation that is not understood: each a sentence. */
  notes: z.array(z.string()),
});
export type Policy = z.infer<typeof policySchema>;
