import { mockApis, registerMswTestHooks } from '@backstage/frontend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { FakePage } from '../../__testUtils__/FakePage';
import { PortalClient } from './PortalClient';
import { StreamClient } from './StreamClient';
import { browserStreamClock } from './StreamClock';

const base = 'http://localhost:0/api/portal';
const server = setupServer();
registerMswTestHooks(server);

const client = () =>
  new PortalClient(
    mockApis.fetch({
      injectIdentityAuth: { token: 'ada-token' },
      resolvePluginProtocol: { discoveryApi: mockApis.discovery({ baseUrl: 'http://localhost:0' }) },
    }),
  );
const topic = { type: 'rollout', key: 'eks-prod/shop/rollout/a b' };
const encoder = new TextEncoder();
const bytes = (event: string, data: unknown) =>
  encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);

async function eventually(check: () => void): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      check();
      return;
    } catch {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  }
  check();
}

describe('over HTTP', () => {
  it('the stream is one authorised request with the topics in its body, read as it comes, in any chunks', async () => {
    const asked: unknown[] = [];
    let cut = false;
    const snapshot = bytes('snapshot', {
      topic: 'rollout:eks-prod/shop/rollout/a b',
      version: 'v1',
      data: { rollout: { name: 'Grüße' } },
      sources: [],
    });
    server.use(
      http.post(`${base}/stream`, async ({ request }) => {
        asked.push([
          request.headers.get('authorization'),
          request.headers.get('accept'),
          await request.json(),
        ]);
        request.signal.addEventListener('abort', () => (cut = true));
        const body = new ReadableStream<Uint8Array>({
          async start(controller) {
            for (const byte of snapshot) {
              controller.enqueue(Uint8Array.of(byte));
            }
          },
        });
        return new HttpResponse(body, { headers: { 'content-type': 'text/event-stream' } });
      }),
    );
    const page = new FakePage();
    const stream = new StreamClient({ client: client(), clock: browserStreamClock, page });
    stream.watch(topic, () => {});

    await eventually(() => expect(stream.view(topic).state).toBe('live'));
    expect(stream.view(topic).rows?.get('rollout')).toEqual({ name: 'Grüße' });
    expect(asked).toEqual([['Bearer ada-token', 'text/event-stream', { topics: [topic] }]]);

    page.show(false);
    await eventually(() => expect(cut).toBe(true));
  });

  it('a topic is asked for by type and key, and again by its tag', async () => {
    const asked: (string | null)[][] = [];
    server.use(
      http.get(`${base}/topics/:type`, ({ request, params }) => {
        const etag = request.headers.get('if-none-match');
        asked.push([String(params.type), new URL(request.url).searchParams.get('key'), etag]);
        return etag === '"1"'
          ? new HttpResponse(null, { status: 304 })
          : HttpResponse.json(
              { topic: 'x', version: '1', data: { a: 1 }, sources: [] },
              { headers: { etag: '"1"' } },
            );
      }),
    );
    const { signal } = new AbortController();
    expect(await client().getTopic(topic, undefined, signal)).toEqual({
      answer: { data: { a: 1 }, sources: [] },
      etag: '"1"',
    });
    expect(await client().getTopic(topic, '"1"', signal)).toBeUndefined();
    expect(asked).toEqual([
      ['rollout', topic.key, null],
      ['rollout', topic.key, '"1"'],
    ]);
  });

  it('a refusal is an error with the server’s words', async () => {
    server.use(
      http.post(`${base}/stream`, () =>
        HttpResponse.json(
          {
            error: { name: 'TooManyRequestsError', message: 'at most 20 streams for one person' },
            response: { statusCode: 429 },
          },
          { status: 429 },
        ),
      ),
    );
    await expect(client().openStream([topic], new AbortController().signal)).rejects.toMatchObject({
      statusCode: 429,
      body: { error: { message: 'at most 20 streams for one person' } },
    });
  });
});
