import { JsonDocument } from '@greenroom/plugin-portal-node';
import type { HealthService } from '../HealthService';

/** Answers are kept for so many sets of visible places. */
const KEPT = 500;

/**
 * Answers as they are told to everybody who may see the same places: written once, and compressed once, for each change.
 */
export class Documents {
  readonly #kept = new Map<string, JsonDocument>();

  constructor(health: Pick<HealthService, 'onChange'>) {
    health.onChange(() => this.#kept.clear());
  }

  /**
   * @param name - what it is that is answered
   * @param places - those of it that the caller may see
   * @param make - makes the answer for them
   */
  of(name: string, places: readonly string[], make: () => unknown): JsonDocument {
    const key = JSON.stringify([name, places]);
    const known = this.#kept.get(key);
    if (known) {
      return known;
    }
    if (this.#kept.size >= KEPT) {
      this.#kept.clear();
    }
    const document = JsonDocument.of(make());
    this.#kept.set(key, document);
    return document;
  }
}
