import { createServer } from 'node:http';
import { z } from 'zod';

interface Fixed {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  text?: string;
}

/** What is answered at a path, or at a method and a path; a function gets the query. `hang`: never. */
export type Answer = Fixed | 'hang' | ((query: URLSearchParams) => unknown);

export interface Asked {
  url: string;
  authorization: string | undefined;
  /** Of what was not only read. */
  method?: string;
  body?: unknown;
}

/** A real HTTP server that answers by path, and remembers what it was asked. */
export async function startGitHost(answers: Record<string, Answer>) {
  const asked: Asked[] = [];
  let ended = 0;
  const server = createServer(async (incoming, outgoing) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '', 'http://host');
    const { method = 'GET' } = incoming;
    const written = (await incoming.setEncoding('utf8').toArray()).join('');
    asked.push({
      url: incoming.url ?? '',
      authorization: incoming.headers.authorization,
      ...(method !== 'GET' && { method, ...(written && { body: JSON.parse(written) }) }),
    });
    const answer = answers[`${method} ${pathname}`] ?? answers[pathname];
    if (answer === 'hang') {
      outgoing.on('close', () => (ended += 1));
      return;
    }
    const found = typeof answer === 'function' ? { body: answer(searchParams) } : answer;
    const { status = 200, headers, body, text }: Fixed = found ?? { status: 404, body: {} };
    outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
    outgoing.end(text ?? JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    /** Connections of questions without answer that the other side gave up. */
    ended: () => ended,
    stop: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
