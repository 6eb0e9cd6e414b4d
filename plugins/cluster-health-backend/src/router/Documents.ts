import type { Source } from '@greenroom/plugin-portal-common';
import { JsonDocument } from '@greenroom/plugin-portal-node';

/** Answers are kept for so many sets of visible places. */
const KEPT = 500;

interface Kept {
  madeOf: readonly unknown[];
  document: JsonDocument;
}

/**
 * Answers as they are told to everybody who may see the same places: written once, and compressed once, as long as what
 * they are made of is the same.
 */
export class Documents {
  readonly #kept = new Map<string, Kept>();

  /**
   * @param name - what it is that is answered
   * @param places - those of it that the caller may see
   * @param madeOf - what it is made of: the same objects, and equal texts, make the same answer
   * @param make - makes the answer
   */
  of(name: string, places: readonly string[], madeOf: readonly unknown[], make: () => unknown): JsonDocument {
    const key = JSON.stringify([name, places]);
    const known = this.#kept.get(key);
    if (known && isSame(known.madeOf, madeOf)) {
      return known.document;
    }
    if (!known && this.#kept.size >= KEPT) {
      this.#kept.clear();
    }
    const document = JsonDocument.of(make());
    this.#kept.set(key, { madeOf, document });
    return document;
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}

/** What of a source makes another answer: that it was heard again does not, within a minute. */
export function saidOf({ observedAt, ...source }: Source): string {
  return JSON.stringify([source, observedAt?.slice(0, '2026-11-21T10:51'.length)]);
}
