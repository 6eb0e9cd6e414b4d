/**
 * What has come and was not taken in yet, in the order in which it came: a cluster brings 50,000 pods at once, and they
 * are taken in a few at a time.
 */
export class Intake {
  #waiting: (() => boolean)[] = [];
  /** Of `#waiting`, those before this are done. */
  #done = 0;

  /** @param items - iterated later: of what changes meanwhile, the change has to be put after it */
  add<Item>(items: Iterable<Item>, take: (item: Item) => void): void {
    const iterator = items[Symbol.iterator]();
    this.#waiting.push(() => {
      const next = iterator.next();
      if (!next.done) {
        take(next.value);
      }
      return next.done !== true;
    });
  }

  /** Takes in until `isLate`. Whether nothing is left. */
  drain(isLate: () => boolean): boolean {
    for (let one = this.#waiting[this.#done]; one; one = this.#waiting[this.#done]) {
      while (one()) {
        if (isLate()) {
          return false;
        }
      }
      this.#done += 1;
    }
    this.#waiting = [];
    this.#done = 0;
    return true;
  }
}
