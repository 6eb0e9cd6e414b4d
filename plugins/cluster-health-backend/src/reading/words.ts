/** `1 pod`, `2 pods`. */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Begins with a capital, for the first word of a sentence; an address is no word. */
export function capital(text: string): string {
  return /^\w+:\/\//.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** Begins as a sentence does, unless its first word is one of these names: `cart` is not `Cart`. */
export function sentence(text: string, names: readonly string[]): string {
  return names.some(name => name !== '' && beginsWith(text, name)) ? text : capital(text);
}

function beginsWith(text: string, name: string): boolean {
  return text.startsWith(name) && !/^[\w.-]*\w/.test(text.slice(name.length));
}

/** Begins without a capital, unless it is a name or an abbreviation. */
export function small(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

const LONGEST = 240;

/** What another program says, as a part of our sentence: in one line, without its full stop, not longer than people read. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

/** A sentence with its reason, where there is one. */
export function because(what: string, why: string | undefined): string {
  return why ? `${what}: ${quoted(why)}` : what;
}

const UNITS = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi'] as const;

/** `512Mi`, `1.5Gi`: bytes as manifests have them. */
export function bytes(count: number): string {
  let value = count;
  let unit = '';
  for (const next of UNITS) {
    if (value < 1024) {
      break;
    }
    value /= 1024;
    unit = next;
  }
  return `${Number(value.toFixed(value < 10 ? 1 : 0))}${unit}`;
}

/** `2 of 6 pods of checkout`, or `2 pods of checkout` where nobody knows of how many. */
export function podsOf({ count, all, of }: { count: number; all?: number; of: string }): string {
  return `${all !== undefined && all >= count ? `${count} of ${counted(all, 'pod')}` : counted(count, 'pod')} of ${of}`;
}

/** What is written for one, in the form that goes with how many there are. */
export function verb(count: number, one: string, several: string): string {
  return count === 1 ? one : several;
}
