import type { ServerResponse } from 'node:http';

const headEnd = Buffer.from('\r\n\r\n');
const longestHead = 16_384;

/** Turns what a CGI program prints, header lines first, into an HTTP answer while it comes. */
export class CgiAnswer {
  private head: Buffer | undefined = Buffer.alloc(0);

  constructor(private readonly response: ServerResponse) {}

  /** False when the client is slower than the program. */
  take(part: Buffer): boolean {
    if (!this.head) return this.response.write(part);
    this.head = Buffer.concat([this.head, part]);
    const end = this.head.indexOf(headEnd);
    if (end < 0) return this.head.length < longestHead || this.fail();
    const rest = this.head.subarray(end + headEnd.length);
    this.begin(this.head.subarray(0, end).toString('latin1').split('\r\n'));
    this.head = undefined;
    return rest.length === 0 || this.response.write(rest);
  }

  end(): void {
    if (this.head) this.fail();
    this.response.end();
  }

  private begin(lines: string[]): void {
    let status = 200;
    for (const line of lines) {
      const [name = '', value = ''] = split(line);
      if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10) || 500;
      else this.response.setHeader(name, value);
    }
    this.response.writeHead(status);
  }

  private fail(): true {
    if (!this.response.headersSent) this.response.writeHead(502, { 'content-type': 'text/plain' });
    this.head = undefined;
    return true;
  }
}

function split(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
}
