import { RowMap, type Source, topicId, type TopicRef } from '@greenroom/plugin-portal-common';
import type { StreamApi, TopicView } from './StreamApi';

const connecting: TopicView = { state: 'connecting', sources: [] };

/** Stands in for the stream in tests of pages: the test says what each topic is. */
export class FakeStream implements StreamApi {
  readonly #views = new Map<string, TopicView>();
  readonly #listeners = new Map<string, Set<() => void>>();

  /** A live topic with these rows. */
  live(ref: TopicRef, rows: Record<string, unknown>, sources: Source[] = []): void {
    this.set(ref, { state: 'live', rows: RowMap.of(Object.entries(rows)), sources });
  }

  set(ref: TopicRef, view: TopicView): void {
    const id = topicId(ref);
    this.#views.set(id, view);
    this.#listeners.get(id)?.forEach(listener => listener());
  }

  /** Whether anything on the page follows this topic. */
  watched(ref: TopicRef): boolean {
    return (this.#listeners.get(topicId(ref))?.size ?? 0) > 0;
  }

  watch(ref: TopicRef, listener: () => void): () => void {
    const id = topicId(ref);
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  view(ref: TopicRef): TopicView {
    return this.#views.get(topicId(ref)) ?? connecting;
  }
}
