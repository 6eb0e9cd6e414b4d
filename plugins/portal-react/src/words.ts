// Made once: `toLocaleString` finds one anew at each call, which in a table of thousands was a tenth of drawing it.
const grouping = new Intl.NumberFormat('en');

/** `50,000`. */
export function amount(n: number): string {
  return grouping.format(n);
}

/** `1 rollout`, `3 rollouts`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${amount(n)} ${n === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function sentenceList(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** `88 %` of what is there; `undefined` where nothing is. */
export function share(part: number, whole: number | undefined): string | undefined {
  return whole === undefined || whole <= 0 ? undefined : `${Math.round((part / whole) * 100)} %`;
}

/** Begins with a capital, for the first word of a sentence; an address is no word. */
export function capital(text: string): string {
  return /^\w+:\/\//.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
