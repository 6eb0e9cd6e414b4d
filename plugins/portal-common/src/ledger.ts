import { z } from 'zod';

/** One row of a feature's ledger as it is answered: an intention, a write or an outcome, by whom and about what. */
export const ledgerEntrySchema = z.object({
  seq: z.number().int(),
  at: z.string(),
  /** e.g. `request-created`, `vote`, `executing`, `promoted`, `live-without-request`. */
  kind: z.string(),
  /** Entity ref of a person, or `portal`. */
  by: z.string(),
  /** What it is about, as its feature names it, e.g. a `rolloutKey`. */
  subject: z.string(),
  /** Id of the request or act that it belongs to. */
  request: z.string().optional(),
  /** The entry in a sentence. */
  text: z.string(),
  data: z.record(z.string(), z.json()),
  hash: z.string(),
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

/** Answer of `GET …/ledger`, newest first; `nextCursor` is for the older ones. */
export const ledgerPageSchema = z.object({
  items: z.array(ledgerEntrySchema),
  nextCursor: z.string().optional(),
});
export type LedgerPage = z.infer<typeof ledgerPageSchema>;

/** Answer of `GET …/ledger/verification`. */
export const ledgerCheckSchema = z.object({
  valid: z.boolean(),
  entries: z.number().int(),
  head: z.string(),
  firstBroken: z.number().int().optional(),
});
export type LedgerCheck = z.infer<typeof ledgerCheckSchema>;
