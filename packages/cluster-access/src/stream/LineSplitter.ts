const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Cuts a stream of bytes into lines, as a watch sends one event on each. */
export class LineSplitter {
  #rest: Buffer[] = [];
  #size = 0;
  readonly #largest: number;

  /** @param largest - bytes of the longest line that is believed */
  constructor(largest = 32 * 1024 * 1024) {
    this.#largest = largest;
  }

  /** Whole lines of this chunk and what came before it, in order; empty lines are left out. */
  push(chunk: Buffer): Buffer[] {
    const lines: Buffer[] = [];
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      const line = this.#take(chunk.subarray(start, end));
      if (!isEmpty(line)) {
        lines.push(line);
      }
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
    return lines;
  }

  /** Bytes of a line that has not ended: at the end of a stream it was cut off. */
  get pending(): number {
    return this.#size;
  }

  #take(last: Buffer): Buffer {
    if (this.#size === 0) {
      return last;
    }
    // Joined as bytes: a character may be cut in two by a chunk's end.
    const line = Buffer.concat([...this.#rest, last]);
    this.#rest = [];
    this.#size = 0;
    return line;
  }

  #keep(part: Buffer): void {
    if (part.length === 0) {
      return;
    }
    this.#rest.push(part);
    this.#size += part.length;
    if (this.#size > this.#largest) {
      throw new RangeError(`a line of more than ${this.#largest} bytes`);
    }
  }
}

/** Nothing, or what some put before a line feed. */
function isEmpty(line: Buffer): boolean {
  return line.length === 0 || (line.length === 1 && line[0] === carriageReturn);
}
