import type { PageVisibility } from '../api/stream/PageVisibility';

/** A page that the test hides and shows. */
export class FakePage implements PageVisibility {
  #visible = true;
  readonly #listeners = new Set<() => void>();

  visible(): boolean {
    return this.#visible;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  show(visible: boolean): void {
    this.#visible = visible;
    this.#listeners.forEach(listener => listener());
  }
}
