/** What is to happen after real seconds, unless its owner stops first. */
export class Timers {
  private readonly waiting = new Set<NodeJS.Timeout>();

  /** @param seconds nothing happens when they are left out */
  after(seconds: number | undefined, act: () => void): void {
    if (seconds === undefined) return;
    const timer = setTimeout(() => {
      this.waiting.delete(timer);
      act();
    }, seconds * 1_000);
    timer.unref();
    this.waiting.add(timer);
  }

  stop(): void {
    for (const timer of this.waiting) clearTimeout(timer);
    this.waiting.clear();
  }
}
