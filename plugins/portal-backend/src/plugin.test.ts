import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { audienceConditions, type HasAudience, type TopicRef } from '@greenroom/plugin-portal-common';
import request from 'supertest';
import { eventually } from './__testUtils__/eventually';
import { openStream, type OpenStream } from './__testUtils__/openStream';
import { RowsTopic } from './__testUtils__/RowsTopic';
import { eks, startPortal, TestPolicy } from './__testUtils__/startPortal';

const allow = { result: AuthorizeResult.ALLOW } as const;
const deny = { result: AuthorizeResult.DENY } as const;
const reads = (...claims: string[]) => audienceConditions('stage', 'stage-place', claims);

const person = (name: string) => mockCredentials.user.header(`user:default/${name}`);
const stage: TopicRef = { type: 'stage', key: '' };

describe('portal backend', () => {
  const policy = new TestPolicy();
  const rows = new RowsTopic();
  const audiences = new Map<string, HasAudience>();
  const open = new Set<OpenStream>();
  let portal: Awaited<ReturnType<typeof startPortal>>;

  beforeAll(async () => {
    portal = await startPortal({
      policy,
      rows,
      audiences,
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'User',
          metadata: { name: 'ada' },
          spec: { profile: { displayName: 'Ada' } },
          relations: [{ type: 'memberOf', targetRef: 'group:default/storefront' }],
        },
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Group',
          metadata: { name: 'storefront' },
          relations: [{ type: 'childOf', targetRef: 'group:default/shop' }],
        },
      ],
    });
  });

  beforeEach(() => {
    policy.answer('user:default/ada', reads('user:default/ada', 'group:default/storefront'));
    policy.answer('user:default/dana', allow);
    policy.answer('user:default/eli', deny);
    audiences.clear();
    audiences.set('storefront', { audience: ['group:default/storefront'] });
    audiences.set('payments', { audience: ['group:default/payments'] });
    rows.put({ 'storefront/web': { n: 1 }, 'payments/api': { n: 1 } }, [...rows.rows().keys()]);
  });

  afterEach(async () => {
    open.forEach(stream => stream.close());
    open.clear();
  });

  async function follow(name: string, ...topics: TopicRef[]): Promise<OpenStream> {
    const stream = await openStream(portal.port, person(name), topics);
    open.add(stream);
    return stream;
  }

  const dataOf = (stream: OpenStream) => stream.reader.topics.get('stage:')?.data;

  describe('refuses', () => {
    it('a caller without credentials', async () => {
      const answer = await request(portal.server).get('/api/portal/sources');
      expect(answer.status).toBe(401);
      expect(answer.body.error.name).toBe('AuthenticationError');
    });

    it('a person without the permission', async () => {
      const answer = await request(portal.server)
        .get('/api/portal/sources')
        .set('authorization', person('eli'));
      expect(answer.status).toBe(403);
      expect(answer.body.error).toEqual({
        name: 'NotAllowedError',
        message: 'not allowed: portal.sources.read',
      });
    });

    it('a service at the stream, which is for people', async () => {
      const answer = await request(portal.server)
        .post('/api/portal/stream')
        .set('authorization', mockCredentials.service.header())
        .send({ topics: [stage] });
      expect(answer.status).toBe(403);
    });

    it('a topic that does not exist', async () => {
      const get = (path: string) =>
        request(portal.server).get(`/api/portal/topics/${path}`).set('authorization', person('dana'));
      expect((await get('nothing')).status).toBe(404);
      expect((await get('stage?key=elsewhere')).body.error).toMatchObject({
        name: 'NotFoundError',
        message: 'no stage elsewhere',
      });
    });

    it.each([
      ['a field too many', { topics: [stage], pleae: 1 }, 'body: Unrecognized key: "pleae"'],
      ['no topic', { topics: [] }, 'body.topics'],
      ['half a topic', { topics: [{ type: 'stage' }] }, 'body.topics.0.key'],
      ['too many topics', { topics: Array.from({ length: 65 }, () => stage) }, 'body.topics'],
      ['no JSON', 'not json', 'body: not JSON'],
      ['a list', [stage], 'body'],
    ])('a body that is not right: %s', async (_, body, field) => {
      const answer = await request(portal.server)
        .post('/api/portal/stream')
        .set('authorization', person('ada'))
        .set('content-type', 'application/json')
        .send(typeof body === 'string' ? body : JSON.stringify(body));
      expect(answer.status).toBe(400);
      expect(answer.body.error.name).toBe('InputError');
      expect(answer.body.error.message).toContain(field);
    });

    it.each([
      ['sources?limit=0', 'query.limit'],
      ['sources?limit=ten', 'query.limit'],
      ['sources?limit=1&limit=2', 'query.limit'],
      ['sources?limit[]=1', 'query.limit'],
      ['sources?cursor=nonsense', 'query.cursor'],
      ['sources?what=1', 'Unrecognized key: "what"'],
      ['topics/stage?key[a]=1', 'query.key'],
      ['topics/stage?key=%3F', 'key: a stage has no question mark'],
    ])('a query that is not right: %s', async (path, field) => {
      const answer = await request(portal.server)
        .get(`/api/portal/${path}`)
        .set('authorization', person('dana'));
      expect(answer.status).toBe(400);
      expect(answer.body.error.name).toBe('InputError');
      expect(answer.body.error.message).toContain(field);
    });

    it('a body beyond all measure', async () => {
      const answer = await request(portal.server)
        .post('/api/portal/stream')
        .set('authorization', person('ada'))
        .send({ topics: [{ type: 'stage', key: 'x'.repeat(300_000) }] });
      expect(answer.status).toBe(413);
      expect(answer.body.error.name).toBe('PayloadTooLargeError');
    });

    it('more streams than one person may have, until one is closed', async () => {
      const streams = await Promise.all([1, 2, 3].map(() => follow('ada', stage)));
      const fourth = await follow('ada', stage);
      expect(fourth.status).toBe(429);
      expect((await follow('dana', stage)).status).toBe(200);
      streams[0]?.close();
      let again = fourth;
      for (let attempt = 0; attempt < 50 && again.status !== 200; attempt += 1) {
        await new Promise(resolve => setTimeout(resolve, 10));
        again = await follow('ada', stage);
      }
      expect(again.status).toBe(200);
    });
  });

  it('says who I am, with the groups above mine', async () => {
    const answer = await request(portal.server).get('/api/portal/me').set('authorization', person('ada'));
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      userEntityRef: 'user:default/ada',
      groups: ['group:default/shop', 'group:default/storefront'],
      displayName: 'Ada',
    });
  });

  it('lists sources, and says 304 when nothing changed', async () => {
    const get = () => request(portal.server).get('/api/portal/sources').set('authorization', person('dana'));
    const answer = await get();
    expect(answer.body).toEqual({ items: [eks], sources: [expect.objectContaining({ id: eks.id })] });
    expect(answer.headers['cache-control']).toBe('private, no-cache');
    const again = await get().set('if-none-match', answer.headers.etag ?? '');
    expect(again.status).toBe(304);
  });

  it('serves a topic as a document, with only the rows of the one who asks', async () => {
    const get = (name: string) =>
      request(portal.server).get('/api/portal/topics/stage?key=').set('authorization', person(name));
    const answer = await get('ada');
    expect(answer.body).toMatchObject({ topic: 'stage:', data: { 'storefront/web': { n: 1 } }, sources: [] });
    expect(Object.keys(answer.body.data)).toEqual(['storefront/web']);
    const again = await get('ada').set('if-none-match', answer.headers.etag ?? '');
    expect(again.status).toBe(304);
    expect(Object.keys((await get('dana')).body.data)).toHaveLength(2);
    expect((await get('eli')).status).toBe(403);
  });

  describe('streams', () => {
    it('over a socket, compressed and yet at once, a snapshot and then each change', async () => {
      const stream = await follow('ada', stage);
      expect(stream.headers).toMatchObject({
        'content-type': expect.stringContaining('text/event-stream'),
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      });
      expect(stream.headers['content-encoding']).toBe('gzip');
      await eventually(() => expect(dataOf(stream)).toEqual({ 'storefront/web': { n: 1 } }));
      rows.put({ 'storefront/web': { n: 2 }, 'payments/api': { n: 2 } });
      await eventually(() => expect(dataOf(stream)).toEqual({ 'storefront/web': { n: 2 } }));
      expect(JSON.stringify(stream.reader.frames)).not.toContain('payments');
      await eventually(() => expect(stream.reader.named('heartbeat')).not.toHaveLength(0));
      expect(stream.reader.misfits).toBe(0);
    });

    it('a row of a place that was empty before', async () => {
      const stream = await follow('ada', stage);
      await eventually(() => expect(dataOf(stream)).toBeDefined());
      audiences.set('staging', { audience: ['user:default/ada'] });
      rows.put({ 'staging/web': { n: 7 } });
      await eventually(() => expect(dataOf(stream)).toHaveProperty(['staging/web'], { n: 7 }));
    });

    it('one topic with what is wrong with it beside one that is right', async () => {
      const stream = await follow('ada', { type: 'stage', key: '?' }, stage, { type: 'nothing', key: '' });
      await eventually(() => expect(dataOf(stream)).toBeDefined());
      expect(stream.reader.named('denied')).toEqual([
        { topic: 'stage:?', name: 'InputError', message: 'key: a stage has no question mark' },
        { topic: 'nothing:', name: 'NotFoundError', message: 'there is no topic of type "nothing"' },
      ]);
    });

    it('nothing any more to somebody whose permission was taken away', async () => {
      const stream = await follow('ada', stage);
      await eventually(() => expect(dataOf(stream)).toBeDefined());
      policy.answer('user:default/ada', deny);
      await eventually(() =>
        expect(stream.reader.named('denied')).toEqual([
          { topic: 'stage:', name: 'NotAllowedError', message: 'not allowed: stage.read' },
        ]),
      );
      rows.put({ 'storefront/web': { n: 3 } });
      await new Promise(resolve => setTimeout(resolve, 100));
      expect(JSON.stringify(stream.reader.frames)).not.toContain('"n":3');
    });

    it('rows that became visible, and not those that became hidden', async () => {
      const stream = await follow('ada', stage);
      await eventually(() => expect(Object.keys(dataOf(stream) ?? {})).toEqual(['storefront/web']));
      policy.answer('user:default/ada', reads('group:default/payments'));
      await eventually(() => expect(Object.keys(dataOf(stream) ?? {})).toEqual(['payments/api']));
      audiences.set('storefront', { audience: ['*'] });
      await eventually(() => expect(Object.keys(dataOf(stream) ?? {})).toHaveLength(2));
      expect(stream.reader.misfits).toBe(0);
      expect(stream.reader.named('snapshot')).toHaveLength(1);
    });

    it('from one open topic for all, closed a while after the last one left', async () => {
      const [opened, closed] = [rows.opened, rows.closed];
      const streams = await Promise.all(['ada', 'dana'].map(name => follow(name, stage)));
      await eventually(() => streams.forEach(stream => expect(dataOf(stream)).toBeDefined()));
      expect(rows.opened - opened).toBeLessThanOrEqual(1);
      streams.forEach(stream => stream.close());
      await eventually(() => expect(rows.closed).toBe(closed + 1));
    });

    it('the sources themselves', async () => {
      const stream = await follow('dana', { type: 'sources', key: '' });
      await eventually(() => expect(stream.reader.topics.get('sources:')?.data).toEqual({ [eks.id]: eks }));
    });
  });
});

describe('portal backend at its end', () => {
  it('ends all streams before the server stops', async () => {
    const policy = new TestPolicy();
    policy.answer('user:default/dana', allow);
    const rows = new RowsTopic();
    const { backend, port } = await startPortal({ policy, rows, audiences: new Map() });
    const stream = await openStream(port, person('dana'), [stage]);
    await eventually(() => expect(stream.reader.topics.size).toBe(1));
    const stopped = backend.stop();
    await stream.ended;
    await stopped;
    expect(rows.closed).toBe(1);
  });
});
