import { z } from 'zod';
import { ClusterFailure } from '../connection/ClusterFailure';

const eventSchema = z.object({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.unknown(),
});
export type KubernetesWatchEvent = z.infer<typeof eventSchema>;

const pageSchema = z.object({
  metadata: z.object({ resourceVersion: z.string(), continue: z.string().optional() }),
});

/** @throws ClusterFailure of kind `malformed` */
export function readEvent(line: string): KubernetesWatchEvent {
  try {
    return eventSchema.parse(JSON.parse(line));
  } catch {
    throw malformed('the watch brought a line that is no event');
  }
}

/**
 * What frames the items of a list.
 * @throws ClusterFailure of kind `malformed`
 */
export function readPage(frame: unknown): { version: string; next: string | undefined } {
  const parsed = pageSchema.safeParse(frame);
  if (!parsed.success) {
    throw malformed('the list has no resourceVersion');
  }
  const { resourceVersion, continue: next } = parsed.data.metadata;
  return { version: resourceVersion, next: next === '' ? undefined : next };
}

/** What came is not what the Kubernetes API promises. */
export function malformed(reason: string): ClusterFailure {
  return new ClusterFailure({
    kind: 'malformed',
    reason,
    cure: 'Look at what stands between the portal and the API server: a proxy may cut or change answers.',
  });
}
