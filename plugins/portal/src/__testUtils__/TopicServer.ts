import { streamRequestSchema, topicId, type Source, type TopicData } from '@greenroom/plugin-portal-common';

interface Topic {
  version: number;
  data: TopicData;
  sources: Source[];
  denied?: { name: string; message: string };
}

/** One stream as the server sees it. */
export interface OpenStream {
  topics: string[];
  readonly closed: boolean;
  send(event: string, data: unknown): void;
  end(): void;
  fail(): void;
}

const encoder = new TextEncoder();

/**
 * The portal's two endpoints over real requests and response bodies: topics with versions, frames as they are on the
 * wire. What the network does to them is up to the test.
 */
export class TopicServer {
  readonly topics = new Map<string, Topic>();
  readonly streams: OpenStream[] = [];
  readonly requests: { method: string; path: string; etag: string | null }[] = [];
  /** Answers instead of us, as long as it is set. */
  refuse: (() => Response | Promise<Response>) | undefined;
  /** Whether a snapshot comes row by row. */
  inParts = false;
  /** Whether a new stream gets its snapshots at once; else the test sends them. */
  answersAtOnce = true;

  get open(): OpenStream[] {
    return this.streams.filter(stream => !stream.closed);
  }

  put(id: string, data: TopicData, sources: Source[] = []): void {
    const version = (this.topics.get(id)?.version ?? 0) + 1;
    this.topics.set(id, { version, data, sources });
  }

  /** Changes rows and tells every stream that `reaches` lets through. */
  change(
    id: string,
    upserts: TopicData,
    removals: string[] = [],
    reaches: (stream: OpenStream) => boolean = () => true,
  ): void {
    const topic = this.topics.get(id);
    const data = Object.fromEntries(
      Object.entries({ ...topic?.data, ...upserts }).filter(([key]) => !removals.includes(key)),
    );
    const base = topic?.version ?? 0;
    this.put(id, data, topic?.sources);
    const delta = { topic: id, base: String(base), version: String(base + 1), upserts, removals };
    this.open
      .filter(stream => stream.topics.includes(id) && reaches(stream))
      .forEach(stream => stream.send('delta', delta));
  }

  snapshot(stream: OpenStream, id: string): void {
    const { version = 0, data = {}, sources = [], denied } = this.topics.get(id) ?? {};
    if (denied) {
      stream.send('denied', { topic: id, ...denied });
    } else {
      const all = Object.entries(data);
      const parts = this.inParts ? all.map(row => Object.fromEntries([row])) : [data];
      const head = { topic: id, version: String(version) };
      const [first = {}, ...later] = parts;
      stream.send('snapshot', { ...head, data: first, sources, ...(later.length > 0 && { more: true }) });
      later.forEach((upserts, index) =>
        stream.send('delta', {
          ...head,
          base: head.version,
          upserts,
          removals: [],
          ...(index === later.length - 1 && { last: true }),
        }),
      );
    }
  }

  /** Stands in for `fetch`. */
  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(
      String(input).replace('plugin://portal', 'http://localhost/api/portal'),
      init,
    );
    const url = new URL(request.url);
    const path = url.pathname + url.search;
    this.requests.push({ method: request.method, path, etag: request.headers.get('if-none-match') });
    if (this.refuse) {
      return this.refuse();
    }
    return request.method === 'POST' ? this.#openStream(request) : this.#answer(url, request);
  };

  async #openStream(request: Request): Promise<Response> {
    const { topics } = streamRequestSchema.parse(await request.json());
    const { stream, body } = openStream(topics.map(topicId), request.signal);
    this.streams.push(stream);
    if (this.answersAtOnce) {
      stream.topics.forEach(id => this.snapshot(stream, id));
    }
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }

  #answer(url: URL, request: Request): Response {
    const id = `${decodeURIComponent(url.pathname.split('/').at(-1) ?? '')}:${url.searchParams.get('key')}`;
    const { version = 0, data = {}, sources = [], denied } = this.topics.get(id) ?? {};
    if (denied) {
      return Response.json({ error: denied, response: { statusCode: 403 } }, { status: 403 });
    }
    const etag = `"${version}"`;
    return request.headers.get('if-none-match') === etag
      ? new Response(null, { status: 304 })
      : Response.json({ topic: id, version: String(version), data, sources }, { headers: { etag } });
  }
}

function openStream(topics: string[], signal: AbortSignal): { stream: OpenStream; body: ReadableStream } {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({ start: c => (controller = c) });
  let closed = false;
  const finish = (how: () => void) => {
    if (!closed) {
      closed = true;
      how();
    }
  };
  const stream: OpenStream = {
    topics,
    get closed() {
      return closed;
    },
    send: (event, data) => {
      if (!closed) {
        controller?.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
      }
    },
    end: () => finish(() => controller?.close()),
    fail: () => finish(() => controller?.error(new TypeError('network error'))),
  };
  signal.addEventListener('abort', () =>
    finish(() => controller?.error(new DOMException('aborted', 'AbortError'))),
  );
  return { stream, body };
}
