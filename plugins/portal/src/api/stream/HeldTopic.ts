import {
  keptRows,
  type RowMap,
  rowsOfSnapshot,
  sameJson,
  type Source,
  type TopicData,
  topicId,
  type TopicRef,
} from '@greenroom/plugin-portal-common';
import type { TopicView } from '@greenroom/plugin-portal-react';

/** What is held of a topic before anything came: one object, so that asking for it draws nothing anew. */
export const nothingYet: TopicView = { state: 'connecting', sources: [] };

export type Failure = { name: string; message: string };

/** What this page holds of one topic, and who wants to know. */
export class HeldTopic {
  readonly ref: TopicRef;
  readonly id: string;
  readonly listeners = new Set<() => void>();
  #view: TopicView = nothingYet;
  #etag: string | undefined;

  constructor(ref: TopicRef) {
    this.ref = ref;
    this.id = topicId(ref);
  }

  get view(): TopicView {
    return this.#view;
  }

  /** Names what is held to the server; none where it did not come from a plain request. */
  get etag(): string | undefined {
    return this.#etag;
  }

  get watched(): boolean {
    return this.listeners.size > 0;
  }

  /** The stream told all of it, now or until now; returns the rows as they are kept. */
  follow(rows: RowMap, sources: Source[], now: Date): RowMap {
    const received = this.#received(rows, sources, now);
    this.#etag = undefined;
    this.#set({ ...received, state: 'live' });
    return received.rows;
  }

  /** It was asked for while the stream is gone: newer data, but nobody follows it. */
  fetched(data: TopicData, sources: Source[], etag: string | undefined, now: Date): void {
    const { lostSince = now, error } = this.#view;
    this.#etag = etag;
    const rows = rowsOfSnapshot(data, this.#view.rows);
    this.#set({ ...this.#received(rows, sources, now), state: 'lost', lostSince, error });
  }

  /** It was asked for while the stream is gone, and has not changed. */
  confirmed(now: Date): void {
    this.#set({ ...this.#view, receivedAt: now });
  }

  /** Only how fresh the sources are has changed. */
  changeSources(sources: Source[], now: Date): void {
    if (this.#view.state !== 'denied') {
      this.#etag = undefined;
      this.#set({ ...this.#view, sources, receivedAt: now });
    }
  }

  /** The server refuses it: nothing of it may be shown any more. */
  deny(error: Failure): void {
    this.#etag = undefined;
    this.#set({ state: 'denied', sources: [], error });
  }

  /** Nobody follows it any more, since then. What is held stays, with its age. */
  lose(since: Date, heardAt: Date | undefined, error?: Failure): void {
    const { state, lostSince, rows, sources, receivedAt } = this.#view;
    if (state !== 'denied') {
      this.#set({
        state: 'lost',
        rows,
        sources,
        receivedAt: rows && (state === 'live' ? (heardAt ?? receivedAt) : receivedAt),
        lostSince: lostSince ?? since,
        error: error ?? this.#view.error,
      });
    }
  }

  /** We stopped following it ourselves: it is right until now. */
  suspend(now: Date): void {
    if (this.#view.state === 'live') {
      this.#set({ ...this.#view, state: 'connecting', receivedAt: now });
    }
  }

  #received(rows: RowMap, sources: Source[], now: Date) {
    const held = this.#view;
    return {
      rows: (held.rows ? keptRows(rows, held.rows) : rows).compact(),
      sources: sameJson(held.sources, sources) ? held.sources : sources,
      receivedAt: now,
    };
  }

  #set(view: TopicView): void {
    const before = this.#view;
    const same =
      before.state === view.state &&
      before.rows === view.rows &&
      before.sources === view.sources &&
      before.lostSince?.getTime() === view.lostSince?.getTime() &&
      sameJson(before.error, view.error) &&
      (view.state === 'live' || before.receivedAt?.getTime() === view.receivedAt?.getTime());
    if (!same) {
      this.#view = view;
      this.listeners.forEach(listener => listener());
    }
  }
}
