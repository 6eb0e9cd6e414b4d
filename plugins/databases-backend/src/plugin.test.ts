import { ServiceUnavailableError } from '@backstage/errors';
import { AuthorizeResult, type PolicyDecision } from '@backstage/plugin-permission-common';
import { databasesPermissions, RESOURCE_TYPE_DATABASE } from '@greenroom/plugin-databases-common';
import { audienceConditions, checkSchema } from '@greenroom/plugin-portal-common';
import { until } from '@greenroom/plugin-portal-node/testUtils';
import request from 'supertest';
import { FakeSource, makeSeen, seriesOf } from './__testUtils__/FakeSource';
import { startDatabases } from './__testUtils__/startDatabases';

const reads = (...claims: string[]) => audienceConditions('databases', RESOURCE_TYPE_DATABASE, claims);
const id = (name: string) => `402917760021/eu-central-1/${name}`;
const path = (name: string) => `/databases/${encodeURIComponent(id(name))}`;

/** A component that says it uses these databases. */
const entity = (name: string, databases: string, ...owners: string[]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', annotations: { 'greenroom.dev/databases': databases } },
  relations: owners.map(owner => ({ type: 'ownedBy', targetRef: `group:default/${owner}` })),
});

describe('databases backend', () => {
  const aws = new FakeSource();
  const far = new FakeSource('postgres:far');
  let portal: Awaited<ReturnType<typeof startDatabases>>;
  const policy: Record<string, PolicyDecision> = {
    'user:default/ada': reads('user:default/ada', 'group:default/storefront'),
    'user:default/dana': { result: AuthorizeResult.ALLOW },
    'user:default/fay': reads('user:default/fay', 'group:default/intruders'),
    'user:default/gil': reads('user:default/gil', 'group:default/auditors'),
  };

  beforeAll(async () => {
    aws.everySeconds = 1;
    aws.databases = [
      { ...makeSeen('shop-aurora'), events: [] },
      { ...makeSeen('tagged'), namedEntities: ['component:default/shop'] },
      makeSeen('secret'),
    ];
    far.report = { freshness: 'unreachable', reason: 'connection refused' };
    portal = await startDatabases({
      sources: [aws, far],
      entities: [
        entity('shop', 'shop-aurora, tagged', 'storefront'),
        entity('lost', 'gone', 'storefront'),
        entity('thief', 'shop-aurora, tagged, secret', 'intruders'),
      ],
      config: {
        databases: {
          trust: [{ database: 'shop-*', entities: ['component:default/shop'] }],
          audiences: [{ database: '*/secret', readers: ['group:default/auditors'] }],
        },
      },
      policy: person => policy[person] ?? { result: AuthorizeResult.DENY },
    });
    await until(async () => {
      const { body } = await portal.get('ada', '/databases');
      return body.items?.length === 2;
    });
  });

  it('tells each what they may read, with the sources of it', async () => {
    const { body } = await portal.get('dana', '/databases');
    expect(body.items.map((one: { name: string }) => one.name)).toEqual(['secret', 'shop-aurora', 'tagged']);
    expect(body.items[1]).toMatchObject({
      verdict: { state: 'healthy' },
      entityRefs: ['component:default/shop', 'component:default/thief'],
      watching: { periodSeconds: 60, dollarsADay: 0 },
      sources: [{ freshness: 'live' }],
    });
    expect(body.sources).toMatchObject([
      { id: 'aws:402917760021/eu-central-1', freshness: 'live' },
      { id: 'postgres:far', freshness: 'unreachable', reason: 'connection refused' },
    ]);
  });

  it.each([
    ['ada', ['shop-aurora', 'tagged']],
    ['fay', []],
    ['gil', ['secret']],
  ])('shows %s: %j', async (person, names) => {
    const { body } = await portal.get(person, '/databases');
    expect(body.items.map((one: { name: string }) => one.name)).toEqual(names);
    const topic = portal.topics.find({ type: 'databases.databases', key: '' });
    const question = topic.audience?.question(topic.audience.partition(id('secret')));
    expect(question).toMatchObject({ permission: { name: 'databases.read' }, resourceRef: id('secret') });
  });

  it('tells of one by an id with slashes, and of those that a service uses', async () => {
    const one = await portal.get('ada', path('shop-aurora'));
    expect(one.body).toMatchObject({ id: id('shop-aurora'), details: { events: [], alarms: [] } });
    const again = await portal.get('ada', path('shop-aurora')).set('if-none-match', one.headers.etag ?? '');
    expect(again.status).toBe(304);
    const { body } = await portal.get('dana', '/databases?entityRef=component:shop');
    expect(body.items.map((row: { name: string }) => row.name)).toEqual(['shop-aurora', 'tagged']);
  });

  it('refuses a caller without credentials', async () => {
    const answer = await request(portal.server).get('/api/databases/databases');
    expect([answer.status, answer.body.error.name]).toEqual([401, 'AuthenticationError']);
  });

  it.each([
    ['fay', path('shop-aurora'), 403],
    ['fay', path('nowhere'), 403],
    ['eli', '/databases', 403],
    ['dana', path('nowhere'), 404],
    ['dana', '/databases/far', 503],
    ['dana', '/databases/far/metrics?from=2026-11-20T10:00:00Z&to=2026-11-20T11:00:00Z', 503],
    ['dana', '/databases?entityRef=shop', 400],
    ['dana', '/databases?colour=red', 400],
  ])('answers %s who asks %s with %d', async (person, asked, status) => {
    expect((await portal.get(person, asked)).status).toBe(status);
  });

  describe('history', () => {
    const from = '2026-11-20T10:00:00Z';
    const history = (query: string) => `${path('shop-aurora')}/metrics?${query}`;

    it('is had with gaps as they are, once for all', async () => {
      aws.answer = async ({ periodSeconds, metrics: [metric] }) => ({
        from,
        to: '2026-11-20T11:00:00Z',
        periodSeconds,
        series: metric === undefined ? [] : [seriesOf(metric, Date.parse(from) / 1_000, [1, null, 3])],
        missing: [],
      });
      const asked = history(`names=cpu&from=${from}&to=2026-11-20T11:00:00Z&periodSeconds=300`);
      const answers = await Promise.all(Array.from({ length: 20 }, () => portal.get('ada', asked)));
      expect(answers[0]?.body).toMatchObject({ periodSeconds: 300, series: [{ values: [1, null, 3] }] });
      expect(aws.histories).toHaveLength(1);
      const again = await portal.get('dana', asked).set('if-none-match', answers[0]?.headers.etag ?? '');
      expect(again.status).toBe(304);
    });

    it.each([
      [`from=${from}&to=2026-11-20T09:00:00Z`, 'query.from'],
      [`from=${from}&to=2126-11-20T09:00:00Z`, 'query.to'],
      [`from=${from}`, 'query.to'],
      [`from=${from}&to=2026-11-20T11:00:00Z&periodSeconds=7`, 'query.periodSeconds'],
      [`from=${from}&to=2026-11-20T11:00:00Z&names=${'cpu,'.repeat(3_000)}`, 'query.names: at most 21'],
    ])('is refused for %s, naming the field', async (query, message) => {
      const answer = await portal.get('dana', history(query));
      expect([answer.status, answer.body.error.name]).toEqual([400, 'InputError']);
      expect(answer.body.error.message).toContain(message);
    });

    it('is for who may read the database', async () => {
      const answer = await portal.get('fay', history(`from=${from}&to=2026-11-20T11:00:00Z`));
      expect(answer.status).toBe(403);
    });

    it('fails with what the source says', async () => {
      aws.answer = () => Promise.reject(new ServiceUnavailableError('aws 402917760021: throttled'));
      const answer = await portal.get('dana', history(`from=${from}&to=2026-11-20T12:00:00Z`));
      expect([answer.status, answer.body.error.message]).toEqual([503, 'aws 402917760021: throttled']);
    });
  });

  it('says why nobody can tell who holds sessions, to who may read the database, and of no other', async () => {
    const ask = async (person: string, which = 'name=shop-aurora') =>
      (await portal.get(person, `/sessions?${which}`)).body;
    const [told] = (await ask('ada')).databases;
    expect(told).toEqual({
      id: id('shop-aurora'),
      name: 'shop-aurora',
      untold: 'shop-aurora is read from AWS, which does not tell who is connected',
    });
    expect((await ask('ada', `id=${encodeURIComponent(id('shop-aurora'))}`)).databases).toEqual([told]);
    expect(await ask('fay')).toMatchObject({ items: [], databases: [] });
    expect((await portal.get('dana', '/sessions')).status).toBe(400);
    expect((await portal.get('dana', '/sessions?name=a&id=b')).status).toBe(400);
  });

  it('says what it knows about letting a service go live, of databases that agree to it', async () => {
    const { body } = await portal.get('dana', '/readiness?entityRef=component:shop');
    expect(
      checkSchema
        .array()
        .parse(body.items)
        .map(({ id: one, outcome }) => [one, outcome]),
    ).toEqual(
      ['shop-aurora', 'tagged'].flatMap(name => [
        [`${id(name)}/failover`, 'pass'],
        [`${id(name)}/lag`, 'pass'],
        [`${id(name)}/storage`, 'pass'],
        [`${id(name)}/connections`, 'pass'],
        [`${id(name)}/restore-window`, 'pass'],
      ]),
    );
    expect((await portal.get('fay', '/readiness?entityRef=component:thief')).body.items).toEqual([]);
    expect((await portal.get('ada', '/readiness?entityRef=component:lost')).body.items).toMatchObject([
      {
        id: 'gone/known',
        outcome: 'unknown',
        reason: 'gone is not known: postgres:far is not reachable: connection refused',
      },
    ]);
  });

  it('offers its topics and its rule', async () => {
    const open = (type: string, key: string) => portal.topics.find({ type, key }).open();
    const list = open('databases.databases', '');
    expect([...list.rows().keys()]).toEqual([id('shop-aurora'), id('tagged'), id('secret')]);
    const one = open('databases.database', id('shop-aurora'));
    expect([...one.rows().keys()]).toEqual([`database/${id('shop-aurora')}`]);
    const service = open('databases.service', 'component:shop');
    expect([...service.rows().keys()]).toEqual([id('shop-aurora'), id('tagged')]);
    const tail = open('databases.tail', id('shop-aurora'));
    await until(() => tail.rows().size > 5);
    expect(tail.rows().get('cpu/')).toMatchObject({ metric: 'cpu', values: [1, null, expect.any(Number)] });
    [list, one, service, tail].forEach(handle => handle.close());
    expect(() => portal.topics.find({ type: 'databases.databases', key: 'x' })).toThrow('the empty key');
    const metadata = await portal.get('dana', '/.well-known/backstage/permissions/metadata');
    expect(metadata.body).toMatchObject({
      permissions: databasesPermissions.map(({ name }) => expect.objectContaining({ name })),
      rules: [{ name: 'IS_IN_AUDIENCE', resourceType: RESOURCE_TYPE_DATABASE }],
    });
  });
});
