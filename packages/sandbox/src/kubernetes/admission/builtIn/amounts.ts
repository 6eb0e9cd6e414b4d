import { quantity } from '../../validation/quantities';

/** Sums of quantities, written as the API server writes them. */

const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL = ['m', '', 'k', 'M', 'G', 'T', 'P', 'E'];

export interface Amount {
  value: number;
  /** Whether it is told in powers of 1024, as the first that was added is. */
  binary: boolean;
}

export const ZERO: Amount = { value: 0, binary: false };

export function amountOf(text: unknown): Amount {
  const value = quantity(text);
  return Number.isNaN(value) ? ZERO : { value, binary: /[KMGTPE]i$/.test(String(text)) };
}

export function sum(a: Amount, b: Amount): Amount {
  return { value: a.value + b.value, binary: a.value === 0 ? b.binary : a.binary };
}

/** With the largest suffix that needs no fraction: `1500m`, `5888Mi`, `6Gi`. */
export function written({ value, binary }: Amount): string {
  if (value === 0) return '0';
  const [suffixes, base, first] = binary ? [BINARY, 1024, 1] : [DECIMAL, 1000, 1e-3];
  const fits = suffixes.map((suffix, i) => ({ suffix, count: value / (first * base ** i) }));
  const whole = fits.findLast(({ count }) => count >= 1 && Math.abs(count - Math.round(count)) < 1e-6);
  return whole ? `${Math.round(whole.count)}${whole.suffix}` : String(Math.ceil(value));
}
