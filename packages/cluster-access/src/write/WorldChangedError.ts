import { CustomErrorBase } from '@backstage/errors';
import type { JsonValue } from '@backstage/types';
import { pointerWords, valueWords } from './pointer';

/** One thing that is not as the person saw it. Absent: there is nothing. */
export interface WorldChange {
  /** JSON Pointer into the object. */
  path: string;
  expected?: JsonValue;
  actual?: JsonValue;
}

/**
 * The object is not what the person saw. With no `changes` it is again by now: something else was written in the
 * same moment, and a new try may pass.
 */
export class WorldChangedError extends CustomErrorBase {
  override name = 'WorldChangedError' as const;
  readonly changes: readonly WorldChange[];

  constructor(what: string, changes: readonly WorldChange[]) {
    super(describe(what, changes));
    this.changes = changes;
  }
}

function describe(what: string, changes: readonly WorldChange[]): string {
  if (changes.length === 0) {
    return `${what} was being written by somebody else at that moment`;
  }
  const sentences = changes.map(
    ({ path, expected, actual }) =>
      `${pointerWords(path)} is ${valueWords(actual)} and was ${valueWords(expected)}`,
  );
  return `${what} has changed: ${sentences.join('; ')}`;
}
