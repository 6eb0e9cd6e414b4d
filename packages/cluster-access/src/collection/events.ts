import { z } from 'zod';
import { ClusterFailure } from '../connection/ClusterFailure';
import { statusSchema } from '../connection/statusFailure';
import { both, type Fields } from '../stream/Fields';
import { fieldsOf } from '../stream/fieldsOf';
import type { JsonReader } from '../stream/JsonReader';

const eventSchema = z.object({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.unknown(),
});

/** What is read of the `Status` that an event of type `ERROR` brings in place of an object. */
const status: Fields = fieldsOf(statusSchema);
export type KubernetesWatchEvent = z.infer<typeof eventSchema>;

const pageSchema = z.object({
  metadata: z.object({ resourceVersion: z.string(), continue: z.string().optional() }),
});

/** The fields of an event that brings an object of which these are read. */
export function eventFields(object: Fields): Fields {
  return { named: { type: {}, object: both(object, status) } };
}

/** @throws ClusterFailure of kind `malformed` */
export function readEvent(line: Buffer, reader: JsonReader, fields: Fields): KubernetesWatchEvent {
  try {
    return eventSchema.parse(reader.read(line, fields));
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
