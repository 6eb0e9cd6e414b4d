import type { MadeKind, Removal } from '@greenroom/plugin-golden-paths-common';

/** Something that a run's plan names, as it is now. */
export interface Thing {
  readonly kind: MadeKind;
  readonly ref: string;
  readonly url?: string;
  readonly howToRemove: Removal;
  /** Whether it is there, and made by one of the plan's runs. @throws when its source does not answer */
  isThere(): Promise<boolean>;
  /**
   * Takes it away, after it has looked once more whose it is.
   * @returns what is kept of it for a time all the same, in a sentence
   * @throws with why it could not be
   */
  remove(): Promise<string | undefined>;
}
