import type { Deed, Observed, RolloutWriter, Seen, WriteOptions } from '../../writes/RolloutWriter';
import type { VirtualTime } from './VirtualTime';
import type { World } from './World';

/**
 * `kubectl argo rollouts promote` as it goes over the wire: reads the rollout, ends what pauses it by merge patches
 * without a guard, and says that it is promoted. Where nothing pauses it, it sends nothing and says the same.
 */
export class CliWriter implements RolloutWriter {
  readonly #world: World;
  readonly #time: VirtualTime;
  readonly #pass: (place?: string) => Promise<void>;

  constructor(world: World, time: VirtualTime, pass: (place?: string) => Promise<void>) {
    this.#world = world;
    this.#time = time;
    this.#pass = pass;
  }

  async perform(_deed: Deed, seen: Seen, options: WriteOptions): Promise<Observed> {
    if (!options.alreadySent) {
      await options.beforeSending();
      await this.#pass('before the write');
      const { pauseStartedAt, pausedByHand } = this.#world;
      await this.#pass();
      if (pauseStartedAt !== undefined) {
        this.#world.endPause(seen.revision);
      }
      if (pausedByHand) {
        this.#world.pauseByHand(false);
      }
      await this.#pass('after the write');
    }
    return { kind: 'done', text: 'promoted', observedAt: this.#time.cluster() };
  }

  /** Nobody looks. */
  async find(): Promise<Observed> {
    return { kind: 'done', text: 'promoted', observedAt: this.#time.cluster() };
  }
}
