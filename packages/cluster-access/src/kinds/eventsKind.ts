import { z } from 'zod';
import type { WatchedKind } from '../types';
import { namespacedMetadata } from './metadata';
import { part, text, whole } from './tolerant';

/** One Event: what a controller, the scheduler or a kubelet told of an object. */
export interface EventRow {
  uid: string;
  namespace: string;
  name: string;
  /** The container is named where it is about one of a pod. */
  about: { kind: string; name: string; uid?: string; container?: string };
  reason: string;
  /** `Normal` or `Warning`. */
  type: string;
  text: string;
  count: number;
  /** The last time, RFC 3339. */
  at: string;
  firstAt?: string;
}

const reference = part({ kind: text, name: text, uid: text, fieldPath: text });

/** Both forms: `events.k8s.io/v1` writes new field names and keeps some old ones as `deprecated…`. */
const eventSchema = z.object({
  metadata: namespacedMetadata,
  involvedObject: reference,
  regarding: reference,
  reason: text,
  type: text,
  message: text,
  note: text,
  count: whole,
  deprecatedCount: whole,
  firstTimestamp: text,
  deprecatedFirstTimestamp: text,
  lastTimestamp: text,
  deprecatedLastTimestamp: text,
  eventTime: text,
  series: part({ count: whole, lastObservedTime: text }),
});
type KubernetesEvent = z.infer<typeof eventSchema>;

function projectEvent(object: unknown): EventRow | undefined {
  const parsed = eventSchema.safeParse(object);
  return parsed.success ? toRow(parsed.data) : undefined;
}

function toRow(event: KubernetesEvent): EventRow | undefined {
  const about = event.involvedObject ?? event.regarding;
  const last = event.series?.lastObservedTime ?? event.lastTimestamp ?? event.deprecatedLastTimestamp;
  const at = last ?? event.eventTime ?? event.metadata.creationTimestamp;
  if (!about?.kind || !about.name || !at) {
    return undefined;
  }
  return {
    uid: event.metadata.uid,
    namespace: event.metadata.namespace,
    name: event.metadata.name,
    about: { kind: about.kind, name: about.name, uid: about.uid, ...containerIn(about.fieldPath) },
    reason: event.reason ?? '',
    type: event.type ?? 'Normal',
    text: event.message ?? event.note ?? '',
    count: event.series?.count ?? event.count ?? event.deprecatedCount ?? 1,
    at,
    firstAt: event.firstTimestamp ?? event.deprecatedFirstTimestamp ?? event.eventTime,
  };
}

/** Kubelets write `spec.containers{app}`. */
function containerIn(fieldPath: string | undefined): { container?: string } {
  const container = fieldPath && /\{(.+)\}$/.exec(fieldPath)?.[1];
  return container ? { container } : {};
}

/** Events of a cluster. They are many: watch them only when somebody asks. */
export const eventsKind: WatchedKind<EventRow> = {
  type: { group: '', version: 'v1', resource: 'events' },
  reads: eventSchema,
  project: projectEvent,
};
