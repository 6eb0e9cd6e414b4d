import { InputError } from '@backstage/errors';
import canonicalize from 'canonicalize';

/**
 * The one form of a value, RFC 8785: the same value is always the same bytes.
 * @throws InputError for what has none: lone surrogates, numbers that JSON has not
 */
export function canonical(value: unknown): string {
  try {
    return isInOrder(value) ? JSON.stringify(value) : (canonicalize(value) ?? 'null');
  } catch (error) {
    throw new InputError('This can not be recorded: it is no JSON that every reader reads alike', error);
  }
}

const SURROGATE = /[\ud800-\udfff]/;

/**
 * Whether JSON.stringify writes the canonical form by itself: plain JSON whose keys are in order already, as
 * everything is that was read from a ledger. It is half the time of checking one.
 */
function isInOrder(value: unknown): boolean {
  if (typeof value === 'string') {
    return !SURROGATE.test(value);
  }
  if (typeof value === 'number') {
    return Number.isFinite(value);
  }
  if (typeof value === 'boolean' || value === null) {
    return true;
  }
  if (Array.isArray(value)) {
    return value.every(isInOrder);
  }
  return typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype && hasOrder(value);
}

function hasOrder(object: object): boolean {
  let before: string | undefined;
  return Object.entries(object).every(([key, value]) => {
    const follows = before === undefined || before < key;
    before = key;
    return follows && !SURROGATE.test(key) && isInOrder(value);
  });
}
