import { z } from 'zod';
import { sourceSchema } from './source';

/** Names one live document: a registered type and a key that the type understands, e.g. `rollout` and `eks-prod/shop/rollout/checkout`. */
export const topicRefSchema = z.strictObject({ type: z.string().min(1).max(64), key: z.string().max(512) });
export type TopicRef = z.infer<typeof topicRefSchema>;

/** One string for a topic, as frames and maps use it. */
export function topicId(ref: TopicRef): string {
  return `${ref.type}:${ref.key}`;
}

/** How many topics one stream carries at most. */
export const MAX_STREAM_TOPICS = 64;

/** What a page sends to open its stream: all its topics. */
export const streamRequestSchema = z.strictObject({
  topics: z.array(topicRefSchema).min(1).max(MAX_STREAM_TOPICS),
});
export type StreamRequest = z.infer<typeof streamRequestSchema>;

/** The data of a topic: rows by key. A document with a single part has one row. Rows are plain JSON. */
export type TopicData = Record<string, unknown>;
const topicDataSchema = z.record(z.string(), z.unknown());

const topic = z.string();
/** Opaque; equal versions of one topic hold equal data for everybody who gets it. */
const version = z.string();
const sources = z.array(sourceSchema);

export const snapshotFrameSchema = z.object({ topic, version, data: topicDataSchema, sources });
export const deltaFrameSchema = z.object({
  topic,
  /** The version this change starts from: on any other, ask for a snapshot. */
  base: version,
  version,
  upserts: topicDataSchema,
  removals: z.array(z.string()),
});
export const sourcesFrameSchema = z.object({ topic, sources });
export const deniedFrameSchema = z.object({
  topic,
  /** Name of the `@backstage/errors` class that says whose fault it is. */
  name: z.string(),
  message: z.string(),
});
export const heartbeatFrameSchema = z.object({ at: z.string() });

/** Frames by the name of their server-sent event. */
export const frameSchemas = {
  snapshot: snapshotFrameSchema,
  delta: deltaFrameSchema,
  sources: sourcesFrameSchema,
  denied: deniedFrameSchema,
  heartbeat: heartbeatFrameSchema,
} as const;
export type FrameName = keyof typeof frameSchemas;
export type Frame = { [N in FrameName]: { name: N; frame: z.infer<(typeof frameSchemas)[N]> } }[FrameName];
export type SnapshotFrame = z.infer<typeof snapshotFrameSchema>;
export type DeltaFrame = z.infer<typeof deltaFrameSchema>;

/** The one reducer: `undefined` means the change does not fit and a snapshot is needed. */
export function applyDelta(
  held: { version: string; data: TopicData },
  delta: Pick<DeltaFrame, 'base' | 'version' | 'upserts' | 'removals'>,
): { version: string; data: TopicData } | undefined {
  if (held.version !== delta.base) {
    return undefined;
  }
  const data: TopicData = { ...held.data, ...delta.upserts };
  for (const key of delta.removals) {
    delete data[key];
  }
  return { version: delta.version, data };
}

/** Every source the portal reads from: rows `SourceReport` by id. Its key is the empty string. */
export const SOURCES_TOPIC = 'sources';
