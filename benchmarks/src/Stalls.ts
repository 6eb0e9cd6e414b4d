/** Between two looks, milliseconds. */
const EVERY = 2;

/** How long other tasks of this process had to wait for their turn. Milliseconds. */
export class Stalls {
  #longest = 0;
  #longestOwn = 0;
  #timer: NodeJS.Timeout | undefined;

  start(): this {
    let last = performance.now();
    let lastOwn = ownMilliseconds();
    const tick = () => {
      const now = performance.now();
      const own = ownMilliseconds();
      this.#longest = Math.max(this.#longest, now - last - EVERY);
      this.#longestOwn = Math.max(this.#longestOwn, Math.min(own - lastOwn, now - last));
      last = now;
      lastOwn = own;
      this.#timer = setTimeout(tick, EVERY);
    };
    tick();
    return this;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** The longest since this was asked last; `longestOwn` is the main thread's own work, without what others took of the machine. */
  take(): { longest: number; longestOwn: number } {
    const longest = { longest: this.#longest, longestOwn: this.#longestOwn };
    this.#longest = 0;
    this.#longestOwn = 0;
    return longest;
  }
}

function ownMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
