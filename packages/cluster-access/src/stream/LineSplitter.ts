const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Cuts a stream of bytes into lines, as a watch sends one event on each. */
export class LineSplitter {
  /** What has come of a line that has not ended: one piece of memory that is used again for the next. */
  #rest = Buffer.allocUnsafeSlow(64 * 1024);
  #size = 0;
  readonly #largest: number;

  /** @param largest - bytes of the longest line that is believed */
  constructor(largest = 32 * 1024 * 1024) {
    this.#largest = largest;
  }

  /**
   * Whole lines of this chunk and what came before it, in order, each good only until the next is given; empty lines are
   * left out.
   * @throws what `onLine` throws, RangeError when a line is too long
   */
  push(chunk: Buffer, onLine: (line: Buffer) => void): void {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      const line = this.#take(chunk.subarray(start, end));
      if (!isEmpty(line)) {
        onLine(line);
      }
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
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
    this.#keep(last);
    const line = this.#rest.subarray(0, this.#size);
    this.#size = 0;
    return line;
  }

  #keep(part: Buffer): void {
    const size = this.#size + part.length;
    if (size > this.#largest) {
      throw new RangeError(`a line of more than ${this.#largest} bytes`);
    }
    if (size > this.#rest.length) {
      const larger = Buffer.allocUnsafeSlow(2 * size);
      this.#rest.copy(larger, 0, 0, this.#size);
      this.#rest = larger;
    }
    part.copy(this.#rest, this.#size);
    this.#size = size;
  }
}

/** Nothing, or what some put before a line feed. */
function isEmpty(line: Buffer): boolean {
  return line.length === 0 || (line.length === 1 && line[0] === carriageReturn);
}
