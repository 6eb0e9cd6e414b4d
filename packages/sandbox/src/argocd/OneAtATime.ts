/** Runs work that takes time, each kind of it once at a time: what is asked for meanwhile is done once more afterwards. */
export class OneAtATime {
  private readonly running = new Map<string, { again: boolean }>();

  constructor(private readonly onError: (name: string, error: unknown) => void) {}

  run(name: string, work: () => Promise<void>): void {
    const known = this.running.get(name);
    if (known) {
      known.again = true;
      return;
    }
    const entry = { again: false };
    this.running.set(name, entry);
    work()
      .catch((error: unknown) => this.onError(name, error))
      .finally(() => {
        this.running.delete(name);
        if (entry.again) this.run(name, work);
      });
  }
}
