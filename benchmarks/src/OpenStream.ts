import http from 'node:http';
import { sleep } from './measure';

export interface StreamTarget {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** One frame as it came, unparsed: a thousand clients in one process have to be cheap. */
export interface RawFrame {
  at: number;
  event: string;
  data: string;
}

/** A viewer without a page: an open stream whose frames are handed on with the time they came. */
export class OpenStream {
  private constructor(private readonly request: http.ClientRequest) {}

  /** Resolves when the first byte has come. Who is told to ask again (503) does so then, as a page would, a minute long. */
  static async open(
    target: StreamTarget,
    agent: http.Agent,
    onFrame: (frame: RawFrame) => void,
  ): Promise<OpenStream> {
    for (const began = performance.now(); ;) {
      const opened = await OpenStream.tryOpen(target, agent, onFrame);
      if (opened instanceof OpenStream) {
        return opened;
      }
      if (performance.now() - began > 60_000) {
        throw new RangeError('the stream was not opened within a minute: 503');
      }
      await sleep(opened.retryAfter * 1000);
    }
  }

  private static tryOpen(
    target: StreamTarget,
    agent: http.Agent,
    onFrame: (frame: RawFrame) => void,
  ): Promise<OpenStream | { retryAfter: number }> {
    return new Promise((resolve, reject) => {
      const request = http.request(
        target.url,
        { method: 'POST', agent, headers: target.headers },
        response => {
          const retryAfter = Number(response.headers['retry-after']);
          if (response.statusCode === 503 && retryAfter > 0) {
            response.resume();
            resolve({ retryAfter });
            return;
          }
          if (response.statusCode !== 200) {
            response.resume();
            reject(new RangeError(`the stream was refused: ${response.statusCode}`));
            return;
          }
          let rest = '';
          response.setEncoding('latin1').on('data', (text: string) => {
            const at = performance.now();
            rest += text;
            for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
              const block = rest.slice(0, end);
              rest = rest.slice(end + 2);
              onFrame({ at, event: field(block, 'event: '), data: field(block, 'data: ') });
            }
            resolve(new OpenStream(request));
          });
        },
      );
      request.on('error', reject);
      request.end(target.body);
    });
  }

  close(): void {
    this.request.destroy();
  }
}

export interface Topic {
  type: string;
  key: string;
}

/** The portal's stream for these topics. */
export function portalStream(portal: string, token: string, topics: readonly Topic[]): StreamTarget {
  return {
    url: `${portal}/api/portal/stream`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ topics }),
  };
}

/** Opens many, some at a time, as people come: a herd would measure the operating system. */
export async function openMany(
  count: number,
  target: StreamTarget,
  onFrame: (client: number, frame: RawFrame) => void,
): Promise<OpenStream[]> {
  const agent = new http.Agent({ maxSockets: Infinity });
  const streams: OpenStream[] = [];
  for (let from = 0; from < count; from += 50) {
    const batch = Array.from({ length: Math.min(50, count - from) }, (_, index) => from + index);
    streams.push(
      ...(await Promise.all(
        batch.map(client => OpenStream.open(target, agent, frame => onFrame(client, frame))),
      )),
    );
  }
  return streams;
}

/** A field of a block without a regular expression: this runs a thousand times for each change. */
function field(block: string, name: string): string {
  const from = block.indexOf(name);
  const to = block.indexOf('\n', from);
  return from < 0 ? '' : block.slice(from + name.length, to < 0 ? undefined : to);
}
