/** Kubernetes quantities (`500m`, `1.5Gi`, `2e3`) as numbers, and back in their canonical form. */

const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const decimal = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const pattern = /^([+-]?[0-9.]+)(?:(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E)|[eE]([+-]?\d+))?$/;

function scaleOf(suffix: string): number {
  const power = binary.indexOf(suffix);
  return power > 0 ? 1024 ** power : 1000 ** (decimal.indexOf(suffix) - 3);
}

/** The value in whole units: cores, bytes, things. 0 for what is no quantity. */
export function quantity(text: string | number | undefined): number {
  if (typeof text === 'number') return text;
  const [, digits, suffix, exponent] = pattern.exec(text ?? '') ?? [];
  if (digits === undefined) return 0;
  const scale = exponent === undefined ? scaleOf(suffix ?? '') : 10 ** Number(exponent);
  return Number(digits) * scale;
}

function largestWhole(suffixes: string[], value: number): string {
  const fits = suffixes.map(suffix => ({ suffix, count: value / scaleOf(suffix) }));
  const whole = fits.findLast(({ count }) => Math.abs(count - Math.round(count)) < 1e-9 && count >= 1);
  return whole ? `${Math.round(whole.count)}${whole.suffix}` : String(value);
}

/** As the API server writes it back: the largest suffix of the same family that needs no fraction. */
export function canonicalQuantity(text: string | number): string {
  const value = quantity(text);
  if (value === 0) return '0';
  return largestWhole(/[KMGTPE]i$/.test(String(text)) ? binary : decimal, value);
}
