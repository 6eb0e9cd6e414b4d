import { z } from 'zod';
import { canonical } from './canonical';
import { parseSignedHead, type SignedHead } from './SignedHead';

/** The fields that are read of the ConfigMap in which heads are kept. */
export const headConfigMapSchema = z.object({
  metadata: z.object({ uid: z.string(), resourceVersion: z.string() }),
  data: z.record(z.string(), z.string()).optional(),
});
export type HeadConfigMap = z.infer<typeof headConfigMapSchema>;

/** The key of a chain's head; other chains have theirs beside it. */
export function headKey(chain: string): string {
  return `${chain}.json`;
}

/**
 * How to bring `head` into the ConfigMap as it was read: JSON Patch (RFC 6902), refused by the server when somebody
 * wrote meanwhile. Undefined when it names this line already or a later one, written by another replica.
 */
export function headPatch({ metadata, data }: HeadConfigMap, head: SignedHead) {
  const there = parseSignedHead(data?.[headKey(head.chain)] ?? '');
  if (there && there.seq >= head.seq) {
    return undefined;
  }
  return {
    preconditions: [
      { op: 'test' as const, path: '/metadata/uid', value: metadata.uid },
      { op: 'test' as const, path: '/metadata/resourceVersion', value: metadata.resourceVersion },
    ],
    change: [
      { op: 'add' as const, path: '/data', value: { ...data, [headKey(head.chain)]: canonical(head) } },
    ],
  };
}
