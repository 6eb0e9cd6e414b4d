import { idle } from './VirtualTime';

/** Where a process may be overtaken, or die: before and after everything that leaves it. */
export class Boundaries {
  #waiting: { owner: Life; pass(): void }[] = [];
  /** Nobody waits: everything passes as it comes. */
  open = false;

  /** What happens to whoever comes next to a place of that name. */
  readonly traps = new Map<string, 'frozen' | 'dead'>();

  async pass(owner: Life, place = ''): Promise<void> {
    owner.left -= 1;
    const trap = this.traps.get(place);
    this.traps.delete(place);
    owner.isFrozen ||= trap === 'frozen';
    owner.isDead ||= trap === 'dead' || owner.left === 0;
    if (owner.isDead) {
      await new Promise(() => undefined);
    }
    if (this.open) {
      return;
    }
    await new Promise<void>(resolve => this.#waiting.push({ owner, pass: resolve }));
    if (owner.isDead) {
      await new Promise(() => undefined);
    }
  }

  /** Lets one of those that wait go on. */
  async step(choice: number): Promise<void> {
    const awake = this.#waiting.filter(({ owner }) => !owner.isFrozen);
    const next = awake[choice % Math.max(1, awake.length)];
    this.#waiting = this.#waiting.filter(one => one !== next);
    next?.pass();
    await idle();
  }

  /** Lets everybody who is not frozen go on until nobody wants to. */
  async drain(rounds = 1_000): Promise<void> {
    await idle();
    for (let round = 0; round < rounds; round += 1) {
      const awake = this.#waiting.filter(({ owner }) => !owner.isFrozen);
      if (awake.length === 0) {
        return;
      }
      this.#waiting = this.#waiting.filter(({ owner }) => owner.isFrozen);
      awake.forEach(({ pass }) => pass());
      await idle();
    }
  }
}

/** A process, until it dies. */
export interface Life {
  isDead: boolean;
  /** It is held where it stands, as by a long pause of its memory or its machine. */
  isFrozen: boolean;
  /** It dies at the boundary at which this comes to nought. */
  left: number;
}
