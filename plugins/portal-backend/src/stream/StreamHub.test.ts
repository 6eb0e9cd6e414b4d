import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { TestHub } from '../__testUtils__/TestHub';
import type { TestChannel } from '../__testUtils__/TestChannel';
import { settled } from '../__testUtils__/ManualClock';
import { usualRhythm } from './Rhythm';

const dataOf = (channel: TestChannel) => channel.reader.topics.get('stage:')?.data;

describe('StreamHub', () => {
  let hub: TestHub;

  beforeEach(() => {
    hub = new TestHub();
    hub.open('shop', ['ada', 'ben']);
    hub.rows.put({ 'shop/a': 0 });
  });

  it('sends the first changes after a quiet time at once, and a storm together at its pace', async () => {
    const ada = await hub.connect('ada');
    for (let change = 1; change <= usualRhythm.burst; change += 1) {
      hub.rows.put({ 'shop/a': change });
      expect(dataOf(ada)).toEqual({ 'shop/a': change });
    }
    hub.rows.put({ 'shop/a': 8, 'shop/b': 8 });
    hub.rows.put({ 'shop/a': 9 }, ['shop/b']);
    await hub.clock.advance(usualRhythm.gapMs - 1);
    expect(dataOf(ada)).toEqual({ 'shop/a': usualRhythm.burst });
    await hub.clock.advance(1);
    expect(dataOf(ada)).toEqual({ 'shop/a': 9 });
    expect(ada.reader.named('delta')).toHaveLength(usualRhythm.burst + 1);
  });

  it('never sends more in a second of a storm than its pace allows', async () => {
    const ada = await hub.connect('ada');
    for (let change = 0; change < 1000; change += 1) {
      hub.rows.put({ 'shop/a': change });
      await hub.clock.advance(1);
    }
    expect(ada.reader.named('delta').length).toBeLessThanOrEqual(
      usualRhythm.burst + 1000 / usualRhythm.gapMs,
    );
  });

  it('tells many rows in parts, each in a turn of its own, and what changes in between', async () => {
    const parted = new TestHub({ partLength: 2 });
    parted.open('shop', ['ada']);
    parted.rows.put({ 'shop/a': 100, 'shop/b': 100, 'shop/c': 100 });
    const ada = await parted.connect('ada');
    expect(ada.reader.frames).toMatchObject([
      { name: 'snapshot', frame: { data: { 'shop/a': 100 }, more: true } },
    ]);
    expect(ada.reader.topics.size).toBe(0);
    parted.rows.put({ 'shop/a': 1, 'shop/c': 3 });
    parted.rows.put({ 'shop/d': 4 }, ['shop/b']);
    await parted.clock.advance(0);
    expect(dataOf(ada)).toEqual({ 'shop/a': 1, 'shop/c': 3, 'shop/d': 4 });
    expect(ada.reader.misfits).toBe(0);
  });

  it('makes a change into bytes once for all who see the same', async () => {
    const channels = [await hub.connect('ada'), await hub.connect('ben')];
    const written = channels.map(channel => {
      const bytes: unknown[] = [];
      channel.onWrite = frame => bytes.push(frame);
      return bytes;
    });
    hub.rows.put({ 'shop/a': 1 });
    expect(written[0]).toHaveLength(1);
    expect(written[0]?.[0]).toBe(written[1]?.[0]);
  });

  it('keeps versions equal for those who see the same, and apart for those who do not', async () => {
    hub.open('pay', ['ben']);
    hub.rows.put({ 'pay/a': 0 });
    const [ada, ben, too] = [await hub.connect('ada'), await hub.connect('ben'), await hub.connect('ada')];
    const version = (channel: TestChannel) => channel.reader.topics.get('stage:')?.version;
    expect(version(ada)).toBe(version(too));
    expect(version(ada)).not.toBe(version(ben));
  });

  it('shows the first row of a place at once to those who may see it, and to nobody else', async () => {
    const [ada, ben] = [await hub.connect('ada'), await hub.connect('ben')];
    hub.open('staging', ['ada']);
    hub.rows.put({ 'staging/a': 1 });
    await settled();
    expect(dataOf(ada)).toEqual({ 'shop/a': 0, 'staging/a': 1 });
    expect(dataOf(ben)).toEqual({ 'shop/a': 0 });
  });

  it('asks the policy of nobody because a place appears', async () => {
    await Promise.all(['ada', 'ben'].map(name => hub.connect(name)));
    const asked = hub.asked;
    for (let place = 0; place < 20; place += 1) {
      hub.open(`place${place}`, ['ada']);
      hub.rows.put({ [`place${place}/a`]: 1 });
      await hub.clock.advance(150);
    }
    expect(hub.asked - asked).toBeLessThanOrEqual(2);
  });

  it('tells what a source says, and only when it says something else', async () => {
    const ada = await hub.connect('ada');
    const source = { id: 'cluster:eks', kind: 'cluster', freshness: 'unreachable' } as const;
    hub.rows.tell([source]);
    await hub.clock.advance(100);
    hub.rows.tell([source]);
    await hub.clock.advance(100);
    expect(ada.reader.named('sources')).toEqual([{ topic: 'stage:', sources: [source] }]);
  });

  it('asks the policy about once in six seconds for a person, however many streams there are', async () => {
    for (let stream = 0; stream < 10; stream += 1) {
      await hub.connect('ada');
      await hub.clock.advance(300);
    }
    hub.asked = 0;
    await hub.clock.advance(70_000);
    expect(hub.asked).toBeLessThanOrEqual(13);
  });

  it('asks the policy once for all that one person opens at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, () => hub.connect('ada')));
    expect(hub.asked).toBe(1);
  });

  it('ends a topic within ten seconds of the permission', async () => {
    const ada = await hub.connect('ada');
    await hub.clock.advance(60_000);
    hub.policy = async () => ({ result: AuthorizeResult.DENY });
    await hub.clock.advance(9_000);
    expect(ada.reader.named('denied')).toEqual([
      { topic: 'stage:', name: 'NotAllowedError', message: 'not allowed: stage.read' },
    ]);
    expect(ada.closed).toBe(false);
  });

  it.each([
    ['fails', () => Promise.reject(new TypeError('fetch failed'))],
    ['never answers', () => new Promise<never>(() => {})],
  ])('says so and ends the stream when the policy %s: coming back is what helps', async (_, policy) => {
    const ada = await hub.connect('ada');
    hub.policy = policy;
    await hub.clock.advance(9_500);
    expect(ada.reader.named('denied')).toMatchObject([{ topic: 'stage:', name: 'ServiceUnavailableError' }]);
    expect(ada.closed).toBe(true);
  });

  it('says so at once to those who come while the policy fails', async () => {
    hub.policy = () => Promise.reject(new TypeError('fetch failed'));
    const ada = await hub.connect('ada');
    expect(ada.reader.named('denied')).toMatchObject([{ topic: 'stage:', name: 'ServiceUnavailableError' }]);
    expect(ada.closed).toBe(true);
  });

  it('survives a policy that fails for a moment', async () => {
    const ada = await hub.connect('ada');
    await hub.clock.advance(5_000);
    hub.policy = () => Promise.reject(new TypeError('fetch failed'));
    await hub.clock.advance(2_000);
    hub.policy = hub.audiencePolicy;
    await hub.clock.advance(20_000);
    hub.rows.put({ 'shop/a': 1 });
    expect(ada.reader.named('denied')).toEqual([]);
    expect(dataOf(ada)).toEqual({ 'shop/a': 1 });
  });

  it('ends with the credentials', async () => {
    const ada = await hub.connect('ada', new Date(hub.clock.wallNow() + 20_000));
    await hub.clock.advance(19_000);
    expect(ada.closed).toBe(false);
    await hub.clock.advance(1_500);
    expect(ada.closed).toBe(true);
    expect(hub.hub.open.streams).toBe(0);
  });

  it('beats every fifteen seconds, but not into a full pipe', async () => {
    const small = new TestHub({ bufferLimit: 10 });
    small.open('shop', ['ada', 'ben']);
    small.rows.put({ 'shop/a': 0 });
    const [ada, ben] = [await small.connect('ada'), await small.connect('ben')];
    ben.stall();
    small.rows.put({ 'shop/a': 1 });
    await small.clock.advance(45_500);
    expect(ada.reader.named('heartbeat')).toHaveLength(3);
    ben.flow();
    expect(ben.reader.named('heartbeat')).toHaveLength(0);
    expect(dataOf(ben)).toEqual({ 'shop/a': 1 });
  });

  it('gives a viewer that fell behind a snapshot when it caught up', async () => {
    const small = new TestHub({ bufferLimit: 10 });
    small.open('shop', ['ada']);
    small.rows.put({ 'shop/a': 0 });
    const ada = await small.connect('ada');
    ada.stall();
    for (const value of [1, 2, 3]) {
      small.rows.put({ 'shop/a': value });
      await small.clock.advance(100);
    }
    ada.flow();
    expect(ada.reader.frames.map(({ name }) => name)).toEqual(['snapshot', 'delta', 'snapshot']);
    expect(dataOf(ada)).toEqual({ 'shop/a': 3 });
  });

  it('lets go of a viewer that does not read for a minute', async () => {
    const small = new TestHub({ bufferLimit: 10 });
    small.open('shop', ['ada']);
    small.rows.put({ 'shop/a': 0 });
    const ada = await small.connect('ada');
    ada.stall();
    small.rows.put({ 'shop/a': 1 });
    await small.clock.advance(59_000);
    expect(ada.destroyed).toBe(false);
    await small.clock.advance(3_000);
    expect(ada.destroyed).toBe(true);
  });

  it('keeps a topic open for those who come back soon', async () => {
    const ada = await hub.connect('ada');
    ada.end();
    await hub.clock.advance(5_000);
    const again = await hub.connect('ada');
    expect(hub.rows.opened).toBe(1);
    again.end();
    await hub.clock.advance(9_000);
    expect(hub.rows.closed).toBe(1);
    expect(hub.hub.open).toEqual({ streams: 0, topics: 0 });
  });

  it('counts streams by person', async () => {
    const few = new TestHub({ streamsPerPerson: 1 });
    const ada = await few.connect('ada');
    await few.connect('ben');
    await expect(few.connect('ada')).rejects.toMatchObject({ name: 'TooManyRequestsError', statusCode: 429 });
    ada.end();
    await expect(few.connect('ada')).resolves.toBeDefined();
  });

  it('takes nobody any more while it shuts down', async () => {
    const ada = await hub.connect('ada');
    hub.hub.shutdown();
    expect(ada.closed).toBe(true);
    await expect(hub.connect('ada')).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });
});
