import { createHash } from 'node:crypto';
import { pinSchema, policySchema, requestKindSchema } from '@greenroom/plugin-rollouts-common';
import { z } from 'zod';

const lookedAt = z.object({ pin: pinSchema, requestKind: requestKindSchema, policy: policySchema });

/**
 * The tag of what a voter looks at: what would go live, by which act, under which policy; hexadecimal. Of equal ones it
 * is equal, in whatever order their fields are: the schema gives each its place, and leaves out what is not part of it.
 */
export function etagOf(seen: z.input<typeof lookedAt>): string {
  return createHash('sha256')
    .update(JSON.stringify(lookedAt.parse(seen)))
    .digest('hex');
}
