import type { Sample } from './Samples';
import { KEPT_SECONDS, type SampleStore } from './SampleStore';

/** Samples of one process: for whoever reads a PostgreSQL without a portal. */
export class MemorySampleStore implements SampleStore {
  readonly #samples = new Map<string, Sample[]>();

  async add(source: string, sample: Sample): Promise<void> {
    const others = (this.#samples.get(source) ?? []).filter(
      ({ at }) => at !== sample.at && at >= sample.at - KEPT_SECONDS,
    );
    this.#samples.set(
      source,
      [...others, sample].sort((a, b) => a.at - b.at),
    );
  }

  async between(source: string, { from, to }: { from: number; to: number }): Promise<Sample[]> {
    return (this.#samples.get(source) ?? []).filter(({ at }) => at >= from && at < to);
  }

  async since(source: string): Promise<number | undefined> {
    return this.#samples.get(source)?.[0]?.at;
  }
}
