import { createApiRef } from '@backstage/frontend-plugin-api';
import type { RowMap, Source, TopicRef } from '@greenroom/plugin-portal-common';

/**
 * What a page holds of one topic. The object changes identity when, and only when, something in it changed.
 *
 * - `connecting`: asked for, not answered yet. `rows` may still be there from before (the page was hidden, the
 *   person went back): they are shown with their age, not as live.
 * - `live`: `rows` are what the server holds.
 * - `lost`: nobody tells us of changes any more, since `lostSince`; it is tried again by itself, and meanwhile `rows`
 *   may still be renewed by slower requests: `receivedAt` says how old they are.
 * - `denied`: the server refuses this topic or does not know it; `error.name` is the `@backstage/errors` class.
 */
export interface TopicView {
  state: 'connecting' | 'live' | 'lost' | 'denied';
  /** Rows by key; a row keeps its object identity while its content is the same. Absent: never received. */
  rows?: RowMap;
  sources: Source[];
  /** When we last heard that `rows` are what the server holds. While live it moves with changes only. */
  receivedAt?: Date;
  lostSince?: Date;
  error?: { name: string; message: string };
}

/** The one stream of this page. */
export interface StreamApi {
  /** Follows a topic until the returned function is called; `listener` is told that `view` has changed. */
  watch(ref: TopicRef, listener: () => void): () => void;
  /** What is held of a topic now; `connecting` without rows for one that nobody watches. */
  view(ref: TopicRef): TopicView;
}

export const streamApiRef = createApiRef<StreamApi>().with({
  id: 'plugin.portal.stream',
  pluginId: 'portal',
});
