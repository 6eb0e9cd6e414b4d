import type { Deed, Observed, RolloutWriter, Seen, WriteOptions } from '../../writes/RolloutWriter';
import type { VirtualTime } from './VirtualTime';
import type { World } from './World';

const STEP_MS = 3_000;

/** A writer that keeps its contract: guarded, watched, nudged, and honest about what it can not tell. */
export class FakeWriter implements RolloutWriter {
  /** Why nothing is sent, while it is set. */
  refuses: string | undefined;
  readonly #world: World;
  readonly #time: VirtualTime;
  readonly #pass: (place?: string) => Promise<void>;

  constructor(
    world: World,
    time: VirtualTime,
    pass: (place?: string) => Promise<void> = async () => undefined,
  ) {
    this.#world = world;
    this.#time = time;
    this.#pass = pass;
  }

  async perform(_deed: Deed, seen: Seen, options: WriteOptions): Promise<Observed> {
    const world = this.#world;
    const observedAt = this.#time.cluster();
    if (options.alreadySent) {
      return this.#watch(seen, options);
    }
    options.onProgress?.('waiting until the rollout is quiet');
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await this.#pass();
      if (this.refuses !== undefined) {
        return { kind: 'refused', why: this.refuses, observedAt };
      }
      const { generation } = world;
      if (!world.isAsSeen(seen)) {
        return { kind: 'superseded', by: 'another world', sent: false, observedAt };
      }
      if (world.pausedByHand) {
        return { kind: 'refused', why: 'Somebody paused it by hand', observedAt };
      }
      await options.beforeSending();
      await this.#pass('before the write');
      const isAccepted = world.write(seen, generation, options.requestId);
      await this.#pass('after the write');
      if (isAccepted) {
        return this.#watch(seen, options);
      }
    }
    return { kind: 'refused', why: 'never quiet', observedAt };
  }

  async #watch(seen: Seen, { signal }: WriteOptions): Promise<Observed> {
    for (let step = 0; step < 5; step += 1) {
      await this.#time.sleep(STEP_MS, signal);
      await this.#pass();
      const found = this.#look(seen);
      if (found.kind !== 'unknown') {
        return found.kind === 'superseded' ? { ...found, sent: true } : found;
      }
      if (signal.aborted) {
        return found;
      }
      this.#world.nudge();
    }
    return { kind: 'unknown', why: 'The controller did not react', observedAt: this.#time.cluster() };
  }

  async find(_deed: Deed, seen: Seen): Promise<Observed | { kind: 'nothing-sent' }> {
    await this.#pass('before a look');
    const found = this.#world.isAsSeen(seen) ? { kind: 'nothing-sent' as const } : this.#look(seen);
    await this.#pass('after a look');
    return found;
  }

  #look({ uid, revision }: Seen): Observed {
    const world = this.#world;
    const observedAt = this.#time.cluster();
    if (world.uid === uid && world.active === revision && world.stable === revision) {
      return { kind: 'done', text: `${revision} is live`, observedAt };
    }
    if (world.uid !== uid || world.current !== revision || world.aborted) {
      return { kind: 'superseded', by: 'another world', sent: false, observedAt };
    }
    return world.isSent
      ? { kind: 'unknown', why: 'The controller has not moved', observedAt }
      : { kind: 'superseded', by: 'another pause', sent: false, observedAt };
  }
}
