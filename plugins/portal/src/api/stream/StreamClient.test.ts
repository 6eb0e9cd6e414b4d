import type { TopicRef } from '@greenroom/plugin-portal-common';
import { FakePage } from '../../__testUtils__/FakePage';
import { ManualClock, settled } from '../../__testUtils__/ManualClock';
import { TopicServer } from '../../__testUtils__/TopicServer';
import { PortalClient } from './PortalClient';
import { StreamClient } from './StreamClient';

const a: TopicRef = { type: 'rollout', key: 'eks-prod/shop/rollout/checkout' };
const A = 'rollout:eks-prod/shop/rollout/checkout';
const b: TopicRef = { type: 'sources', key: '' };
const B = 'sources:';

function setUp() {
  const server = new TopicServer();
  const clock = new ManualClock();
  const page = new FakePage();
  const stream = new StreamClient({ client: new PortalClient({ fetch: server.fetch }), clock, page });
  server.put(A, { one: { n: 1 }, two: { n: 2 } });
  server.put(B, { s: { ok: true } });
  const rows = (ref: TopicRef) => Object.fromEntries(stream.view(ref).rows ?? []);
  return { server, clock, page, stream, rows };
}

const ignore = () => {};

describe('StreamClient', () => {
  it('follows all topics of a page on one stream', async () => {
    const { server, clock, stream, rows } = setUp();
    const told = jest.fn();
    stream.watch(a, told);
    stream.watch(b, ignore);
    expect(stream.view(a)).toEqual({ state: 'connecting', sources: [] });
    await clock.advance(0);

    expect(server.requests).toEqual([{ method: 'POST', path: '/api/portal/stream', etag: null }]);
    expect(server.open[0]?.topics).toEqual([A, B]);
    expect(stream.view(a).state).toBe('live');
    const before = stream.view(a).rows;

    server.change(A, { two: { n: 3 } });
    await settled();
    expect(rows(a)).toEqual({ one: { n: 1 }, two: { n: 3 } });
    expect(stream.view(a).rows?.get('one')).toBe(before?.get('one'));
    expect(told).toHaveBeenCalledTimes(2);
  });

  it('opens the new stream before it closes the old one, and shows no gap', async () => {
    const { server, clock, stream } = setUp();
    const states: string[] = [];
    stream.watch(a, () => states.push(stream.view(a).state));
    await clock.advance(0);
    server.answersAtOnce = false;
    stream.watch(b, ignore);
    await clock.advance(0);
    const [old, replacement] = server.open;
    expect(server.open).toHaveLength(2);

    server.change(A, { one: { n: 7 } }, [], stream_ => stream_ === old);
    await settled();
    expect(stream.view(a).rows?.get('one')).toEqual({ n: 7 });

    server.snapshot(replacement!, A);
    await settled();
    expect(server.open).toEqual([replacement]);
    server.snapshot(replacement!, B);
    await settled();
    expect(stream.view(b).state).toBe('live');
    expect(new Set(states)).toEqual(new Set(['live']));
  });

  it('believes the newer stream once it has spoken', async () => {
    const { server, clock, stream, rows } = setUp();
    stream.watch(a, ignore);
    stream.watch(b, ignore);
    await clock.advance(0);
    server.answersAtOnce = false;
    stream.watch({ type: 'x', key: '' }, ignore);
    await clock.advance(0);
    const [old, replacement] = server.open;
    server.snapshot(replacement!, A);
    await settled();
    server.change(A, { one: { n: 9 } }, [], to => to === old);
    await settled();

    expect(rows(a)).toMatchObject({ one: { n: 1 } });
  });

  it('gives the old stream up when the new one answers without that topic', async () => {
    const { server, clock, stream } = setUp();
    stream.watch(a, ignore);
    await clock.advance(0);
    server.answersAtOnce = false;
    stream.watch(b, ignore);
    await clock.advance(2_900);
    expect(server.open).toHaveLength(2);
    expect(stream.view(a).state).toBe('live');

    await clock.advance(200);
    expect(server.open).toHaveLength(1);
    expect(stream.view(a).state).toBe('lost');
  });

  it('shows what comes in parts when it is whole, with what changed meanwhile', async () => {
    const { server, clock, stream, rows } = setUp();
    server.answersAtOnce = false;
    stream.watch(a, ignore);
    await clock.advance(0);
    const [open] = server.open;
    const head = { topic: A, version: '1' };
    open?.send('snapshot', { ...head, data: { one: { n: 1 } }, sources: [], more: true });
    open?.send('delta', {
      topic: A,
      base: '1',
      version: '2',
      upserts: { three: { n: 3 } },
      removals: ['two'],
    });
    await settled();
    expect(stream.view(a)).toEqual({ state: 'connecting', sources: [] });
    open?.send('sources', { topic: A, sources: [{ id: 'cluster:eks', kind: 'cluster', freshness: 'live' }] });
    open?.send('delta', {
      topic: A,
      base: '2',
      version: '2',
      upserts: { four: {} },
      removals: [],
      last: true,
    });
    await settled();
    expect(stream.view(a)).toMatchObject({ state: 'live', sources: [{ id: 'cluster:eks' }] });
    expect(rows(a)).toEqual({ one: { n: 1 }, three: { n: 3 }, four: {} });
  });

  it('goes on showing what the old stream tells until the new one has told all of it', async () => {
    const { server, clock, stream } = setUp();
    stream.watch(a, ignore);
    await clock.advance(0);
    const before = stream.view(a).rows;
    server.answersAtOnce = false;
    stream.watch(b, ignore);
    await clock.advance(0);
    const next = server.open[1];
    next?.send('snapshot', { topic: A, version: '1', data: { one: { n: 1 } }, sources: [], more: true });
    for (let second = 0; second < 10; second += 1) {
      await clock.advance(1_000);
      next?.send('delta', { topic: A, base: '1', version: '1', upserts: { two: { n: 2 } }, removals: [] });
    }
    await settled();
    expect(stream.view(a).state).toBe('live');
    expect(server.open).toHaveLength(2);
    next?.send('delta', { topic: A, base: '1', version: '1', upserts: {}, removals: [], last: true });
    await settled();
    expect(stream.view(a).rows).toBe(before);
  });

  it('asks for a snapshot when a change does not fit', async () => {
    const { server, clock, stream, rows } = setUp();
    stream.watch(a, ignore);
    await clock.advance(0);
    server.change(A, { one: { n: 5 } }, [], () => false);
    server.change(A, { two: { n: 6 } });
    await clock.advance(0);

    expect(server.streams).toHaveLength(2);
    expect(stream.view(a).state).toBe('live');
    expect(rows(a)).toEqual({ one: { n: 5 }, two: { n: 6 } });
  });

  it('does not hammer a server whose versions never fit', async () => {
    const { server, clock, stream } = setUp();
    stream.watch(a, ignore);
    await clock.advance(0);
    for (let second = 0; second < 20; second += 1) {
      server.change(A, {}, [], () => false);
      server.change(A, { two: { n: second } });
      await clock.advance(1_000);
    }

    expect(server.streams.length).toBeLessThanOrEqual(6);
  });

  it('closes at once when the page is hidden and comes back when it is shown', async () => {
    const { server, clock, page, stream, rows } = setUp();
    stream.watch(a, ignore);
    await clock.advance(0);
    page.show(false);
    expect(server.open).toHaveLength(0);
    expect(stream.view(a).state).toBe('connecting');
    await clock.advance(3_600_000);
    expect(server.requests).toHaveLength(1);

    server.put(A, { one: { n: 2 } });
    page.show(true);
    expect(stream.view(a).receivedAt).toEqual(new Date('2026-11-21T10:00:00Z'));
    await clock.advance(0);
    expect(stream.view(a).state).toBe('live');
    expect(rows(a)).toEqual({ one: { n: 2 } });
  });

  it('says that what it holds is old when it does not catch up soon after a page is shown', async () => {
    const { server, clock, page, stream } = setUp();
    stream.watch(a, ignore);
    await clock.advance(0);
    page.show(false);
    await clock.advance(60_000);
    server.answersAtOnce = false;
    page.show(true);
    await clock.advance(1_600);

    expect(stream.view(a)).toMatchObject({
      state: 'lost',
      lostSince: new Date('2026-11-21T10:00:00Z'),
      receivedAt: new Date('2026-11-21T10:00:00Z'),
    });
  });

  it('takes 40 seconds of silence for death, and comes back', async () => {
    const { server, clock, stream } = setUp();
    stream.watch(a, ignore);
    await clock.advance(30_000);
    server.open[0]?.send('heartbeat', { at: '2026-11-21T10:00:30Z' });
    await clock.advance(39_000);
    expect(server.streams).toHaveLength(1);
    expect(stream.view(a).state).toBe('live');

    server.answersAtOnce = false;
    await clock.advance(1_000);
    expect(stream.view(a)).toMatchObject({
      state: 'lost',
      lostSince: new Date('2026-11-21T10:01:10Z'),
      receivedAt: new Date('2026-11-21T10:00:30Z'),
      error: { message: 'nothing was heard from the portal’s server for 40 s' },
    });
    await clock.advance(1_000);
    server.snapshot(server.open[0]!, A);
    await settled();
    expect(stream.view(a).state).toBe('live');
    expect(stream.view(a).lostSince).toBeUndefined();
    expect(stream.view(a).error).toBeUndefined();
  });

  it('keeps a topic that was left for a few seconds, for somebody who goes back', async () => {
    const { server, clock, stream } = setUp();
    const leave = stream.watch(a, ignore);
    await clock.advance(0);
    leave();
    await clock.advance(4_000);
    stream.watch(a, ignore)();
    expect(stream.view(a).state).toBe('live');
    expect(server.streams).toHaveLength(1);

    await clock.advance(5_100);
    expect(server.open).toHaveLength(0);
    expect(stream.view(a)).toEqual({ state: 'connecting', sources: [] });
  });

  it('shows nothing of a topic that is refused, and takes it back when it is allowed again', async () => {
    const { server, clock, page, stream } = setUp();
    stream.watch(a, ignore);
    await clock.advance(0);
    server.open[0]?.send('denied', { topic: A, name: 'NotAllowedError', message: 'may not read shop' });
    await settled();
    expect(stream.view(a)).toEqual({
      state: 'denied',
      sources: [],
      error: { name: 'NotAllowedError', message: 'may not read shop' },
    });

    page.show(false);
    page.show(true);
    await clock.advance(0);
    expect(stream.view(a).state).toBe('live');
  });

  it('asks again for what was refused, since rights are granted and things are made', async () => {
    const { server, clock, stream, rows } = setUp();
    server.topics.set(A, {
      version: 1,
      data: {},
      sources: [],
      denied: { name: 'NotFoundError', message: 'no rollout checkout' },
    });
    stream.watch(a, ignore);
    await clock.advance(29_000);
    expect(stream.view(a).state).toBe('denied');
    expect(server.streams).toHaveLength(1);

    server.put(A, { one: { n: 1 } });
    await clock.advance(2_000);
    expect(rows(a)).toEqual({ one: { n: 1 } });
    await clock.advance(39_000);
    expect(server.streams).toHaveLength(2);
  });

  it('treats a frame that cannot be read as the end of the stream', async () => {
    const { server, clock, stream } = setUp();
    stream.watch(a, ignore);
    await clock.advance(0);
    server.open[0]?.send('delta', { topic: A });
    await settled();

    expect(stream.view(a)).toMatchObject({
      state: 'lost',
      error: { message: expect.stringContaining('delta that cannot be read') },
    });
  });

  it('carries as many topics as the server takes and says so of the others', async () => {
    const { server, clock, stream } = setUp();
    for (let n = 0; n < 65; n += 1) {
      stream.watch({ type: 'x', key: String(n) }, ignore);
    }
    await clock.advance(0);

    expect(server.open[0]?.topics).toHaveLength(64);
    expect(stream.view({ type: 'x', key: '64' })).toMatchObject({
      state: 'denied',
      error: { name: 'InputError' },
    });
  });

  it('tells when only the sources changed', async () => {
    const { server, clock, stream } = setUp();
    stream.watch(a, ignore);
    await clock.advance(0);
    const { rows } = stream.view(a);
    const sources = [{ id: 'cluster:eks-prod', kind: 'cluster', freshness: 'unreachable' }];
    server.open[0]?.send('sources', { topic: A, sources });
    await settled();

    expect(stream.view(a).sources).toEqual(sources);
    expect(stream.view(a).rows).toBe(rows);
  });
});
