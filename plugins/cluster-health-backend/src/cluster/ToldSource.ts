import { type Cluster, sameFreshness } from '@greenroom/cluster-access';
import type { Source } from '@greenroom/plugin-portal-common';
import { readingWords } from '../reading';

/** What is told of how far a cluster can be believed. */
export class ToldSource {
  /** Names of the parts that are being read; empty when all that is told is whole. */
  beingRead: readonly string[];
  readonly #cluster: Pick<Cluster, 'answering'>;
  #told: Source;

  constructor(cluster: Pick<Cluster, 'answering'>, beingRead: readonly string[]) {
    this.#cluster = cluster;
    this.beingRead = beingRead;
    this.#told = this.now();
  }

  /** As it was told last. */
  get told(): Source {
    return this.#told;
  }

  /** A cluster that answers is live when all that is told of it was read, whatever may not be read: that is told beside. */
  now(): Source {
    const source = this.#cluster.answering();
    return source.freshness === 'live' && this.beingRead.length > 0
      ? { ...source, freshness: 'connecting', reason: readingWords(this.beingRead) }
      : source;
  }

  /** Tells it as it is now. Whether that is another than was told. */
  observe(): boolean {
    const source = this.now();
    const isOther = !sameFreshness(source, this.#told);
    this.#told = source;
    return isOther;
  }
}
