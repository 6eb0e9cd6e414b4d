/** A clock that stands still until it is moved on. What is to run after a while runs then. */
export class SkewClock {
  #now = 0;
  readonly #waiting: { at: number; run: () => void }[] = [];

  steady = () => this.#now;
  after = (ms: number, run: () => void) => {
    this.#waiting.push({ at: this.#now + ms, run });
    return () => undefined;
  };

  pass(ms: number) {
    this.#now += ms;
    this.#waiting
      .splice(0)
      .forEach(({ at, run }) => (at <= this.#now ? run() : this.after(at - this.#now, run)));
  }
}
