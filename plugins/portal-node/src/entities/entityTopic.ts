import { setTimeout } from 'node:timers/promises';
import type { Source } from '@greenroom/plugin-portal-common';
import type { TopicChange, TopicHandle, TopicType } from '../topics/Topic';
import type { EntityJoin } from './EntityJoin';

type Join = Pick<EntityJoin, 'knows' | 'patience' | 'refresh'>;

/** What is found of an entity that has just become known is there within this, or there is nothing of it. */
const FOUND_MS = 1_000;

/**
 * A topic of one entity, by its ref. Where the catalog has not told of the entity, it is asked as soon as somebody looks:
 * a service that has just been registered is not one of which nothing is there. Until it has answered, its freshness
 * stands beside that of all other sources.
 */
export function entityTopic(type: TopicType<string>, join: Join, sleep = wait): TopicType<string> {
  return {
    ...type,
    open: entityRef =>
      join.knows(entityRef)
        ? type.open(entityRef)
        : new AwaitedEntity(type.open(entityRef), () => join.knows(entityRef), join, sleep),
  };
}

class AwaitedEntity implements TopicHandle {
  readonly #handle: TopicHandle;
  readonly #listeners = new Set<(change: TopicChange | undefined) => void>();
  readonly #stop = new AbortController();
  #catalog: Source | undefined = { id: 'portal:catalog', kind: 'portal', freshness: 'connecting' };

  constructor(handle: TopicHandle, isKnown: () => boolean, join: Join, sleep: typeof wait) {
    this.#handle = handle;
    void this.#await(isKnown, join, sleep);
  }

  rows() {
    return this.#handle.rows();
  }

  sources(partitions?: ReadonlySet<string>): Source[] {
    const sources = this.#handle.sources(partitions);
    return this.#catalog ? [...sources, this.#catalog] : sources;
  }

  onChange(listener: (change: TopicChange | undefined) => void) {
    const stop = this.#handle.onChange(listener);
    this.#listeners.add(listener);
    return () => {
      stop();
      this.#listeners.delete(listener);
    };
  }

  close() {
    this.#stop.abort();
    this.#handle.close();
  }

  async #await(isKnown: () => boolean, join: Join, sleep: typeof wait): Promise<void> {
    const { signal } = this.#stop;
    while (!(await join.refresh()) && !signal.aborted) {
      this.#tell({
        id: 'portal:catalog',
        kind: 'portal',
        freshness: 'unreachable',
        reason: 'it does not answer',
      });
      await join.patience(signal);
    }
    if (isKnown() && this.#handle.rows().size === 0) {
      await this.#found(sleep);
    }
    this.#tell(undefined);
  }

  /** Features read what is whose a moment after they know it. */
  async #found(sleep: typeof wait): Promise<void> {
    const enough = new AbortController();
    const stop = this.#handle.onChange(change => change && enough.abort());
    await sleep(FOUND_MS, AbortSignal.any([enough.signal, this.#stop.signal]));
    stop();
  }

  #tell(catalog: Source | undefined): void {
    this.#catalog = catalog;
    if (!this.#stop.signal.aborted) {
      this.#listeners.forEach(listener => listener(undefined));
    }
  }
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}
