import { z } from 'zod';
import { RowMap } from './RowMap';
import { sameJson } from './sameJson';
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

export const snapshotFrameSchema = z.object({
  topic,
  version,
  data: topicDataSchema,
  sources,
  /** These are the first of many rows: the others come as changes, which may stand between other changes. */
  more: z.literal(true).optional(),
});
export const deltaFrameSchema = z.object({
  topic,
  /** The version this change starts from: on any other, ask for a snapshot. */
  base: version,
  version,
  upserts: topicDataSchema,
  removals: z.array(z.string()),
  /** With these rows everything is told that a snapshot with `more` began with. */
  last: z.literal(true).optional(),
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

/** Rows of a topic as of a version. */
export interface VersionedRows {
  version: string;
  rows: RowMap;
}

/**
 * The one reducer: `undefined` means that the change does not fit and a snapshot is needed. Every row whose content is what
 * it was is the object that it was, and the rows too if nothing changed: what is drawn from it is then not drawn again.
 *
 * @param known - rows that were held before in another way: where they say the same, they are the objects to keep
 */
export function applyDelta(
  held: VersionedRows,
  delta: Pick<DeltaFrame, 'base' | 'version' | 'upserts' | 'removals'>,
  known = held.rows,
): VersionedRows | undefined {
  if (held.version !== delta.base) {
    return undefined;
  }
  return {
    version: delta.version,
    rows: held.rows.with(keptEntries(delta.upserts, known), delta.removals),
  };
}

/** All rows that a snapshot tells, kept in the same way. */
export function rowsOfSnapshot(data: TopicData, known: RowMap = RowMap.of()): RowMap {
  return keptRows(known.none().with(keptEntries(data, known)), known);
}

/** These rows; those held before where they are the same. */
export function keptRows(rows: RowMap, known: RowMap): RowMap {
  return rows.size === known.size && rows.differencesFrom(known).next().done ? known : rows;
}

function* keptEntries(data: TopicData, known: RowMap): Generator<[string, unknown]> {
  for (const [key, row] of Object.entries(data)) {
    const before = known.get(key);
    yield [key, sameJson(before, row) ? before : row];
  }
}

/** Every source the portal reads from: rows `SourceReport` by id. Its key is the empty string. */
export const SOURCES_TOPIC = 'sources';
