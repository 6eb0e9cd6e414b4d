import type { TopicRef } from '@greenroom/plugin-portal-common';
import { FakePage } from '../../__testUtils__/FakePage';
import { ManualClock } from '../../__testUtils__/ManualClock';
import { TopicServer } from '../../__testUtils__/TopicServer';
import { PortalClient } from './PortalClient';
import { StreamClient } from './StreamClient';

const a: TopicRef = { type: 'rollout', key: 'a' };
const A = 'rollout:a';

function setUp() {
  const server = new TopicServer();
  const clock = new ManualClock();
  const page = new FakePage();
  const stream = new StreamClient({ client: new PortalClient({ fetch: server.fetch }), clock, page });
  server.put(A, { one: { n: 1 } });
  const asked = (method: string) => server.requests.filter(request => request.method === method);
  return { server, clock, page, stream, asked };
}

const refusal =
  (statusCode: number, name: string, headers = {}) =>
  () =>
    Response.json(
      { error: { name, message: `${name}!` }, response: { statusCode } },
      { status: statusCode, headers },
    );
const noStream = (server: TopicServer, answer: () => Response) => {
  const real = server.fetch;
  return async (input: RequestInfo | URL, init?: RequestInit) =>
    init?.method === 'POST' ? answer() : real(input, init);
};
const ignore = () => {};

describe('while the stream is away', () => {
  it.each([
    [401, 'AuthenticationError'],
    [429, 'TooManyRequestsError'],
    [503, 'ServiceUnavailableError'],
  ])('tries again after %i', async (status, name) => {
    const { server, clock, stream } = setUp();
    stream.watch(a, ignore);
    server.refuse = refusal(status, name);
    await clock.advance(0);
    expect(stream.view(a)).toMatchObject({ state: 'lost', error: { name, message: `${name}!` } });
    expect(stream.view(a).rows).toBeUndefined();

    server.refuse = undefined;
    await clock.advance(1_000);
    expect(stream.view(a).state).toBe('live');
  });

  it('tries again after the network, ever more slowly, at most 10 s apart', async () => {
    const { server, clock, stream, asked } = setUp();
    stream.watch(a, ignore);
    server.refuse = () => Promise.reject(new TypeError('Failed to fetch'));
    clock.chance = 0.999;
    await clock.advance(31_100);
    // At 0, 1, 3, 7, 15, 25 s.
    expect(asked('POST')).toHaveLength(6);
    expect(stream.view(a).error?.message).toBe('the portal’s server cannot be reached');
  });

  it('waits as long as the server asks', async () => {
    const { server, clock, stream, asked } = setUp();
    stream.watch(a, ignore);
    server.refuse = refusal(429, 'TooManyRequestsError', { 'retry-after': '20' });
    await clock.advance(20_000);
    expect(asked('POST')).toHaveLength(1);
    await clock.advance(600);
    expect(asked('POST')).toHaveLength(2);
  });

  it('spreads pages that come back at the same time', async () => {
    const firsts = [0.1, 0.5, 0.9].map(async chance => {
      const { server, clock, stream } = setUp();
      clock.chance = chance;
      stream.watch(a, ignore);
      await clock.advance(0);
      server.open[0]?.end();
      await clock.advance(chance * 1000 - 50);
      const before = server.streams.length;
      await clock.advance(100);
      return [before, server.streams.length];
    });
    expect(await Promise.all(firsts)).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
  });

  it('asks for the topics themselves after two failed attempts, and only for what changed', async () => {
    const { server, clock, stream, asked } = setUp();
    const fetch = noStream(server, refusal(503, 'ServiceUnavailableError'));
    const away = new StreamClient({ client: new PortalClient({ fetch }), clock, page: new FakePage() });
    away.watch(a, ignore);
    await clock.advance(2_000);
    expect(away.view(a)).toMatchObject({ state: 'lost', lostSince: new Date('2026-11-21T10:00:00Z') });
    expect(away.view(a).rows?.get('one')).toEqual({ n: 1 });
    const { rows } = away.view(a);

    await clock.advance(20_000);
    expect(asked('GET').map(({ etag }) => etag)).toEqual([null, '"1"', '"1"']);
    expect(away.view(a).rows).toBe(rows);
    expect(clock.now().getTime() - away.view(a).receivedAt!.getTime()).toBeLessThan(10_000);

    server.put(A, { one: { n: 2 } });
    await clock.advance(10_000);
    expect(away.view(a).rows?.get('one')).toEqual({ n: 2 });
    expect(stream.view(a).rows).toBeUndefined();
  });

  it('stops asking when the stream is back', async () => {
    const { server, clock, stream, asked } = setUp();
    stream.watch(a, ignore);
    server.refuse = refusal(503, 'ServiceUnavailableError');
    await clock.advance(10_000);
    server.refuse = undefined;
    await clock.advance(10_000);
    expect(stream.view(a).state).toBe('live');
    const polled = asked('GET').length;
    await clock.advance(35_000);
    expect(asked('GET')).toHaveLength(polled);
  });

  it('believes the portal that there is no such topic, but not a proxy', async () => {
    const { server, clock, page, stream } = setUp();
    stream.watch(a, ignore);
    server.refuse = () => new Response('<h1>Not Found</h1>', { status: 404 });
    await clock.advance(10_000);
    expect(stream.view(a).state).toBe('lost');

    const fetch = noStream(server, refusal(503, 'ServiceUnavailableError'));
    const other = new StreamClient({ client: new PortalClient({ fetch }), clock, page });
    server.refuse = refusal(404, 'NotFoundError');
    other.watch(a, ignore);
    await clock.advance(10_000);
    expect(other.view(a)).toMatchObject({ state: 'denied', error: { name: 'NotFoundError' } });
  });

  it('does nothing while the page is hidden', async () => {
    const { server, clock, page, stream } = setUp();
    stream.watch(a, ignore);
    server.refuse = refusal(503, 'ServiceUnavailableError');
    await clock.advance(10_000);
    page.show(false);
    const { length } = server.requests;
    await clock.advance(120_000);
    expect(server.requests).toHaveLength(length);
  });
});
