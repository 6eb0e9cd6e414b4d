import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  AuthenticationError,
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { AuthorizeResult, createPermission } from '@backstage/plugin-permission-common';
import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { audienceConditions, type AudienceParams, type HasAudience } from '@greenroom/plugin-portal-common';
import request from 'supertest';
import { z } from 'zod';
import { createAudienceRule } from '../audiences/audienceRule';
import { decisionsServiceRef } from '../decisions/decisionsService';
import { createPortalRouter } from './createPortalRouter';
import { declareRoute } from './declareRoute';
import { BadGatewayError, TooManyRequestsError } from './errors';
import { pageOf, pagingQuery } from './paging';
import type { Route } from './performRoute';

const plain = createPermission({ name: 'thing.count', attributes: { action: 'read' } });
const read = createPermission({ name: 'thing.read', attributes: { action: 'read' }, resourceType: 'thing' });
const change = createPermission({
  name: 'thing.change',
  attributes: { action: 'update' },
  resourceType: 'thing',
});
const thingRef = createPermissionResourceRef<HasAudience, AudienceParams>().with({
  pluginId: 'things',
  resourceType: 'thing',
});
const things = new Map<string, HasAudience>([
  ['ada1', { audience: ['user:default/ada'] }],
  ['ben1', { audience: ['user:default/ben'] }],
  ['ada2', { audience: ['user:default/ada'] }],
]);

const changed: string[] = [];
const asked: string[] = [];
const failures = {
  missing: new NotFoundError('no such thing'),
  moved: new ConflictError('the world has changed'),
  nonsense: new BadGatewayError('git: nonsense'),
  away: new ServiceUnavailableError('cluster eks-prod does not answer'),
  tooMany: new TooManyRequestsError('at most 20'),
  stranger: new AuthenticationError('git.example does not accept the credentials of the portal'),
  refused: Object.assign(new TypeError('the catalog answered 401'), { statusCode: 401 }),
};
const failing = z.enum(['missing', 'moved', 'nonsense', 'away', 'tooMany', 'stranger', 'refused']);

const routes: Route[] = [
  declareRoute({
    method: 'GET',
    path: '/things',
    permission: read,
    list: true,
    principals: ['user', 'service'],
    input: { query: z.object(pagingQuery) },
    handler: ({ input, may }) => ({
      json: { ...pageOf([...things.keys()].filter(may), key => key, input.query), sources: [] },
    }),
  }),
  declareRoute({
    method: 'GET',
    path: '/things/:name',
    permission: read,
    resource: ({ params }) => params.name,
    principals: ['user'],
    input: { params: z.object({ name: z.string().max(8) }) },
    handler: ({ input, credentials }) => ({
      json: { name: input.params.name, by: credentials.principal.userEntityRef },
    }),
  }),
  declareRoute({
    method: 'POST',
    path: '/things/:name',
    permission: change,
    resource: ({ params }) => params.name,
    principals: ['user'],
    audit: { eventId: 'thing-change', severity: 'medium', meta: ({ params }) => ({ name: params.name }) },
    input: {
      params: z.object({ name: z.string() }),
      body: z.object({ to: z.object({ size: z.number() }), fail: failing.optional() }),
    },
    handler({ input }) {
      if (input.body.fail) {
        throw failures[input.body.fail];
      }
      changed.push(input.params.name);
      return { json: { name: input.params.name }, status: 201 };
    },
  }),
  declareRoute({
    method: 'GET',
    path: '/count',
    permission: plain,
    principals: ['user'],
    handler: () => ({ json: { count: things.size } }),
  }),
  declareRoute({
    method: 'GET',
    path: '/by-number/:number/:deed',
    permission: ({ params }) => (params.deed === 'change' ? change : read),
    resource: async ({ params }) => {
      const name = [...things.keys()][Number(params.number)];
      if (name === undefined) {
        throw new NotFoundError(`there is no thing ${params.number}`);
      }
      return name;
    },
    principals: ['user'],
    input: { params: z.object({ number: z.string(), deed: z.enum(['read', 'change']) }) },
    handler: ({ input }) => ({ json: input.params }),
  }),
  declareRoute({
    method: 'GET',
    path: '/echo',
    signedIn: 'it answers what was sent',
    principals: ['user'],
    input: { headers: z.object({ 'x-key': z.string().max(8).optional() }) },
    handler: ({ input }) => ({ json: input.headers }),
  }),
  declareRoute({
    method: 'POST',
    path: '/hook',
    public: 'the caller has no token',
    principals: ['none', 'user', 'service'],
    reads: 'it only answers a question',
    handler: ({ may }) => ({ json: { open: may('ada1') } }),
  }),
];

type Body = { error: { name: string; message: string } };

describe('routes', () => {
  const auditor = mockServices.auditor.mock();
  const success = jest.fn();
  const fail = jest.fn();
  let server: Awaited<ReturnType<typeof startTestBackend>>['server'];

  beforeAll(async () => {
    const plugin = createBackendPlugin({
      pluginId: 'things',
      register(env) {
        env.registerInit({
          deps: {
            auditor: coreServices.auditor,
            decisions: decisionsServiceRef,
            httpAuth: coreServices.httpAuth,
            httpRouter: coreServices.httpRouter,
            permissions: coreServices.permissions,
          },
          async init(deps) {
            deps.decisions.addResourceType({
              resourceRef: thingRef,
              rules: [createAudienceRule(thingRef)],
              load: name => things.get(name),
            });
            deps.httpRouter.use(createPortalRouter(deps, routes));
          },
        });
      },
    });
    const backend = await startTestBackend({
      features: [
        plugin,
        auditor.factory,
        mockServices.rootConfig.factory({ data: {} }),
        mockServices.httpAuth.factory({ defaultCredentials: mockCredentials.none() }),
        mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(({ permission }) => ({
              result: permission.name === 'thing.count' ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
            })),
          authorizeConditional: async (requests, options) => {
            requests.forEach(({ permission }) => asked.push(permission.name));
            const principal = z
              .object({ credentials: z.object({ principal: z.object({ userEntityRef: z.string() }) }) })
              .safeParse(options);
            const claims = principal.success ? [principal.data.credentials.principal.userEntityRef] : [];
            return requests.map(() => audienceConditions('things', 'thing', claims));
          },
        }).factory,
      ],
    });
    server = backend.server;
  });

  beforeEach(() => {
    changed.length = 0;
    [success, fail, auditor.createEvent].forEach(mock => mock.mockReset());
    auditor.createEvent.mockResolvedValue({ success, fail });
  });

  const ada = mockCredentials.user.header('user:default/ada');
  const get = (path: string, as = ada) => request(server).get(`/api/things${path}`).set('authorization', as);
  const post = (path: string, body: object, as = ada) =>
    request(server).post(`/api/things${path}`).set('authorization', as).send(body);

  it('filters a list by what the caller may see, page by page', async () => {
    const first = await get('/things?limit=1');
    expect(first.body.items).toEqual(['ada1']);
    const second = await get(`/things?limit=1&cursor=${first.body.nextCursor}`);
    expect(second.body).toEqual({ items: ['ada2'], sources: [] });
  });

  it('tags an answer, and answers 304 to whoever has it', async () => {
    const { headers } = await get('/things');
    expect(headers['cache-control']).toBe('private, no-cache');
    expect((await get('/things').set('if-none-match', headers.etag ?? '')).status).toBe(304);
    expect((await get('/things').set('if-none-match', '"another"')).status).toBe(200);
    const browser = { 'if-none-match': headers.etag ?? '', 'cache-control': 'no-cache', pragma: 'no-cache' };
    expect((await get('/things').set(browser)).status).toBe(304);
  });

  it('decides one resource by its ref', async () => {
    expect((await get('/things/ada1')).body).toEqual({ name: 'ada1', by: 'user:default/ada' });
    const refused = await get('/things/ben1');
    expect(refused.status).toBe(403);
    expect((refused.body as Body).error).toEqual({
      name: 'NotAllowedError',
      message: 'not allowed: thing.read',
    });
  });

  it('looks up what a call is about, and asks the permission that it needs', async () => {
    expect((await get('/by-number/0/read')).status).toBe(200);
    const refused = await get('/by-number/1/change');
    expect([refused.status, (refused.body as Body).error.message]).toEqual([
      403,
      'not allowed: thing.change',
    ]);
    expect(asked).toEqual(expect.arrayContaining(['thing.read', 'thing.change']));
    const missing = await get('/by-number/7/read');
    expect([missing.status, (missing.body as Body).error.message]).toEqual([404, 'there is no thing 7']);
  });

  it('refuses who is not meant', async () => {
    expect((await get('/things', mockCredentials.none.header())).status).toBe(401);
    expect((await get('/things', mockCredentials.user.invalidHeader())).status).toBe(401);
    expect((await get('/things/ada1', mockCredentials.service.header())).status).toBe(403);
    expect((await get('/count')).status).toBe(403);
    expect((await post('/things/ada1', { to: { size: 1 } }, mockCredentials.service.header())).status).toBe(
      403,
    );
    expect(changed).toEqual([]);
  });

  it('lets everybody in where it says why, and gives them no permission', async () => {
    const answer = await request(server).post('/api/things/hook');
    expect([answer.status, answer.body]).toEqual([200, { open: false }]);
  });

  it.each([
    [{}, 'body.to: is missing'],
    [{ to: { size: 'big' } }, 'body.to.size: Invalid input: expected number, received string'],
    [{ to: { size: 1 }, from: 2 }, 'body: Unrecognized key: "from"'],
  ])('says which field of a body is wrong: %j', async (body, message) => {
    const answer = await post('/things/ada1', body);
    expect(answer.status).toBe(400);
    expect((answer.body as Body).error).toEqual({ name: 'InputError', message });
  });

  it('takes no body that is not JSON, and says so', async () => {
    const send = (type: string, body: string) =>
      request(server)
        .post('/api/things/things/ada1')
        .set('authorization', ada)
        .set('content-type', type)
        .send(body);
    const form = await send('application/x-www-form-urlencoded', 'to=1');
    expect([form.status, (form.body as Body).error.name]).toEqual([400, 'InputError']);
    const broken = await send('application/json', '{"to":');
    expect([broken.status, (broken.body as Body).error.message]).toEqual([
      400,
      expect.stringContaining('body: not JSON'),
    ]);
    const charset = await send('application/json; charset=klingon', '{}');
    expect(charset.status).toBe(400);
  });

  it('hands on the headers it declares, and no others', async () => {
    expect((await get('/echo').set('X-Key', 'one').set('X-Other', 'two')).body).toEqual({ 'x-key': 'one' });
    expect((await get('/echo')).body).toEqual({});
    const answer = await get('/echo').set('x-key', 'much-too-long');
    expect([answer.status, (answer.body as Body).error.message]).toEqual([
      400,
      expect.stringContaining('headers.x-key'),
    ]);
    expect((await get('/count').set('x-key', 'much-too-long')).status).toBe(403);
  });

  it('names a path that is too long a field', async () => {
    const answer = await get('/things/a-very-long-name');
    expect((answer.body as Body).error.message).toContain('params.name');
  });

  it('audits a write from the moment it is understood', async () => {
    const answer = await post('/things/ada1', { to: { size: 1 } });
    expect([answer.status, answer.body, changed]).toEqual([201, { name: 'ada1' }, ['ada1']]);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'thing-change', severityLevel: 'medium', meta: { name: 'ada1' } }),
    );
    expect(success).toHaveBeenCalledTimes(1);
  });

  it('audits a write that was refused, and does nothing', async () => {
    expect((await post('/things/ben1', { to: { size: 1 } })).status).toBe(403);
    expect(changed).toEqual([]);
    expect(fail).toHaveBeenCalledWith({ error: expect.objectContaining({ name: 'NotAllowedError' }) });
    expect(success).not.toHaveBeenCalled();
  });

  it('does nothing that could not be audited', async () => {
    auditor.createEvent.mockRejectedValueOnce(new TypeError('no log'));
    expect((await post('/things/ada1', { to: { size: 1 } })).status).toBe(500);
    expect(changed).toEqual([]);
  });

  it.each([
    ['missing', 404, 'NotFoundError', undefined],
    ['moved', 409, 'ConflictError', undefined],
    ['nonsense', 502, 'BadGatewayError', undefined],
    ['away', 503, 'ServiceUnavailableError', '5'],
    ['tooMany', 429, 'TooManyRequestsError', '10'],
    ['stranger', 502, 'BadGatewayError', undefined],
    ['refused', 502, 'BadGatewayError', undefined],
  ])(
    'answers %s with %d, a body that the front end reads, and when to ask again',
    async (kind, status, name, after) => {
      const answer = await post('/things/ada1', { to: { size: 1 }, fail: kind });
      expect(answer.status).toBe(status);
      expect(answer.headers['retry-after']).toBe(after);
      expect(answer.body).toMatchObject({ error: { name }, response: { statusCode: status } });
    },
  );
});
