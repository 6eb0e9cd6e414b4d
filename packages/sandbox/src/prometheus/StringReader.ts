const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
/** A character of each quoting, escaped ones included; backticks know no escapes. */
const quoted = [/"((?:[^"\\\n]|\\.)*)"/y, /'((?:[^'\\\n]|\\.)*)'/y];
const raw = /`([^`]*)`/y;
const space = /\s*/y;

/** A text that is read from left to right. */
export class StringReader {
  position = 0;

  constructor(private readonly text: string) {}

  get isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  get next(): string | undefined {
    return this.text[this.position];
  }

  /** What stands here, for a person. */
  get here(): string {
    return this.isAtEnd ? 'end of input' : `character: ${JSON.stringify(this.next)}`;
  }

  skipSpace(): void {
    this.take(space);
  }

  /** @param pattern sticky */
  take(pattern: RegExp): string | undefined {
    return this.match(pattern)?.[0];
  }

  takeText(text: string): boolean {
    if (!this.text.startsWith(text, this.position)) return false;
    this.position += text.length;
    return true;
  }

  /** The value of a string literal. */
  takeString(): string | undefined {
    for (const pattern of quoted) {
      const inner = this.match(pattern)?.[1];
      if (inner !== undefined) return inner.replace(/\\(.)/g, (_all, each: string) => escapes[each] ?? each);
    }
    return this.match(raw)?.[1];
  }

  /** `line:column` of a position, both from one on. */
  placeOf(position: number): string {
    const lines = this.text.slice(0, position).split('\n');
    return `${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text);
    if (found) this.position += found[0].length;
    return found;
  }
}
