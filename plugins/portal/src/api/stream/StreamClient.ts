import {
  type DeltaFrame,
  type Frame,
  MAX_STREAM_TOPICS,
  rowsOfSnapshot,
  type SnapshotFrame,
  topicId,
  type TopicRef,
} from '@greenroom/plugin-portal-common';
import type { StreamApi, TopicView } from '@greenroom/plugin-portal-react';
import { describeFailure } from './failure';
import { HeldTopic, nothingYet } from './HeldTopic';
import type { PageVisibility } from './PageVisibility';
import type { PortalClient } from './PortalClient';
import type { StreamClock } from './StreamClock';
import type { StreamConnection, Told } from './StreamConnection';
import { StreamKeeper } from './StreamKeeper';
import { TopicPoller } from './TopicPoller';

/** How long a topic that was left is kept, for somebody who goes back. */
const KEPT_MS = 5_000;
/** Rows from before may be shown as they were for this long, until the stream has caught up. */
const CATCH_UP_MS = 1_500;
/** What was refused is asked for again: rights are granted, and what did not exist is made. */
const REFUSED_MS = 30_000;

export interface StreamClientOptions {
  client: PortalClient;
  clock: StreamClock;
  page: PageVisibility;
}

/** The one stream of this page: it carries all topics that anything on the page follows. */
export class StreamClient implements StreamApi {
  readonly #clock: StreamClock;
  readonly #page: PageVisibility;
  readonly #keeper: StreamKeeper;
  readonly #poller: TopicPoller;
  readonly #topics = new Map<string, HeldTopic>();
  readonly #leaving = new Map<string, () => void>();
  #cancelChange: (() => void) | undefined;
  #cancelCatchUp = () => {};
  #cancelAskAgain: (() => void) | undefined;

  constructor({ client, clock, page }: StreamClientOptions) {
    this.#clock = clock;
    this.#page = page;
    this.#poller = new TopicPoller(client, clock, () => this.#unfollowed());
    this.#keeper = new StreamKeeper({
      client,
      clock,
      wanted: () => this.#wanted(),
      onFrame: (connection, frame) => this.#take(connection, frame),
      onUnfollowed: (connection, error) => this.#lose(connection, error),
      onOutage: outage => (outage ? this.#poller.start() : this.#poller.stop()),
    });
    page.onChange(() => (page.visible() ? this.#renew() : this.#pause()));
  }

  watch(ref: TopicRef, listener: () => void): () => void {
    const topic = this.#topics.get(topicId(ref)) ?? new HeldTopic(ref);
    const listens = () => listener();
    this.#topics.set(topic.id, topic);
    this.#leaving.get(topic.id)?.();
    this.#leaving.delete(topic.id);
    topic.listeners.add(listens);
    if (!this.#keeper.carries(topic.id)) {
      this.#change();
    }
    return () => {
      if (topic.listeners.delete(listens) && !topic.watched) {
        this.#leaving.set(
          topic.id,
          this.#clock.after(KEPT_MS, () => this.#forget(topic)),
        );
      }
    };
  }

  view(ref: TopicRef): TopicView {
    return this.#topics.get(topicId(ref))?.view ?? nothingYet;
  }

  #forget(topic: HeldTopic): void {
    this.#leaving.delete(topic.id);
    this.#topics.delete(topic.id);
    if (this.#keeper.carries(topic.id)) {
      this.#change();
    }
  }

  /** All topics that come and go in one tick make one new stream. */
  #change(): void {
    this.#cancelChange ??= this.#clock.after(0, () => {
      this.#cancelChange = undefined;
      if (this.#page.visible()) {
        this.#renew();
      }
    });
  }

  #renew(): void {
    this.#keeper.renew();
    this.#poller.hurry();
    this.#cancelCatchUp();
    this.#cancelCatchUp = this.#clock.after(CATCH_UP_MS, () => this.#giveUpCatchingUp());
  }

  #askAgainLater(): void {
    this.#cancelAskAgain ??= this.#clock.after(REFUSED_MS, () => {
      this.#cancelAskAgain = undefined;
      if (this.#page.visible() && this.#watched().some(({ view }) => view.state === 'denied')) {
        this.#renew();
      }
    });
  }

  /** A hidden page holds no connection: a browser has only six for all pages of an origin. */
  #pause(): void {
    this.#cancelCatchUp();
    this.#keeper.stop();
    const now = this.#clock.now();
    this.#topics.forEach(topic => topic.suspend(now));
  }

  #watched(): HeldTopic[] {
    return [...this.#topics.values()].filter(topic => topic.watched);
  }

  #unfollowed(): HeldTopic[] {
    return this.#watched().filter(({ id, view }) => view.state !== 'denied' && !this.#keeper.follows(id));
  }

  #wanted(): TopicRef[] {
    const watched = this.#watched();
    watched.slice(MAX_STREAM_TOPICS).forEach(topic =>
      topic.deny({
        name: 'InputError',
        message: `this page follows ${watched.length} live documents; one stream carries ${MAX_STREAM_TOPICS}`,
      }),
    );
    return watched.slice(0, MAX_STREAM_TOPICS).map(({ ref }) => ref);
  }

  #giveUpCatchingUp(): void {
    for (const topic of this.#unfollowed()) {
      const { state, rows, receivedAt } = topic.view;
      if (state === 'connecting' && rows) {
        topic.lose(receivedAt ?? this.#clock.now(), receivedAt);
      }
    }
  }

  /** Of what this stream told, some may be followed no longer. */
  #lose({ topics, heardAt }: StreamConnection, error?: unknown): void {
    const now = this.#clock.now();
    const failure = error === undefined ? undefined : describeFailure(error);
    for (const topic of this.#topics.values()) {
      if (this.#keeper.follows(topic.id)) {
        continue;
      }
      if (!topic.watched) {
        topic.suspend(heardAt ?? now);
      } else if (topic.view.state === 'live' || (failure && topics.has(topic.id))) {
        topic.lose(now, heardAt, failure);
      }
    }
  }

  #take(connection: StreamConnection, { name, frame }: Frame): void {
    if (name === 'heartbeat') {
      return;
    }
    const topic = this.#topics.get(frame.topic);
    if (!topic || !this.#keeper.listensTo(connection, topic.id)) {
      return;
    }
    if (name === 'snapshot') {
      this.#takeSnapshot(connection, topic, frame);
    } else if (name === 'delta') {
      this.#takeDelta(connection, topic, frame);
    } else if (name === 'denied') {
      connection.refuse(topic.id);
      topic.deny({ name: frame.name, message: frame.message });
      this.#askAgainLater();
    } else if (connection.changeSources(topic.id, frame.sources)) {
      topic.changeSources(frame.sources, this.#clock.now());
    }
  }

  #takeSnapshot(connection: StreamConnection, topic: HeldTopic, frame: SnapshotFrame): void {
    const { version, data, sources, more = false } = frame;
    const rows = rowsOfSnapshot(data, topic.view.rows);
    if (more && connection.follows(topic.id)) {
      topic.suspend(this.#clock.now());
    }
    this.#hold(connection, topic, { version, rows, sources, more });
  }

  #takeDelta(connection: StreamConnection, topic: HeldTopic, delta: DeltaFrame): void {
    const told = connection.change(topic.id, delta, topic.view.rows);
    if (told) {
      this.#hold(connection, topic, told);
    } else {
      topic.lose(this.#clock.now(), connection.heardAt);
      this.#keeper.resync(connection);
    }
  }

  /** What is told in part is shown when it is whole. */
  #hold(connection: StreamConnection, topic: HeldTopic, told: Told): void {
    const { more, rows, sources } = told;
    const kept = more ? rows : topic.follow(rows, sources, this.#clock.now());
    connection.hold(topic.id, { ...told, rows: kept });
  }
}
