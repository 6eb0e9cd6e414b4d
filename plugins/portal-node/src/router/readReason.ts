import { InputError } from '@backstage/errors';

const LONGEST_REASON = 2_000;
/** Control characters but the ends of lines and tab, and those that turn the direction of text around. */
const UNSEEN = /(?![\n\r\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/**
 * A reason as it may be kept: what it says is what is seen.
 * @throws InputError
 */
export function readReason(reason: string, { needed = false } = {}): string {
  const text = reason.trim();
  if ([...reason].length > LONGEST_REASON) {
    throw new InputError(`reason: at most ${LONGEST_REASON} characters`);
  }
  if (UNSEEN.test(reason)) {
    throw new InputError('reason: no control characters');
  }
  if (needed && text === '') {
    throw new InputError('reason: say why');
  }
  return text;
}
