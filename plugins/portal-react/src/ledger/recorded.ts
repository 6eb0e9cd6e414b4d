import type { LedgerEntry } from '@greenroom/plugin-portal-common';
import { z } from 'zod';

const reasonSchema = z.object({ reason: z.string().min(1) });

/** Why, where somebody gave a reason. */
export function reasonOf({ data }: LedgerEntry): string | undefined {
  return reasonSchema.safeParse(data).data?.reason;
}

/** What was seen and recorded beside the sentence, as names and values; nested values as JSON. */
export function recordedOf({ data }: LedgerEntry): [string, string][] {
  return Object.entries(data)
    .filter(([name]) => name !== 'reason')
    .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
}
