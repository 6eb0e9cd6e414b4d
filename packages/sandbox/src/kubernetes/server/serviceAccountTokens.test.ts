import { TestServer } from '../__testUtils__/TestServer';
import { textAt } from '../json';

const accounts = TestServer.path('serviceaccounts');
const self = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
const name = 'reader';
const request = (expirationSeconds?: number) => ({
  method: 'POST' as const,
  body: {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: expirationSeconds === undefined ? {} : { expirationSeconds },
  },
});

let api: TestServer;
beforeEach(async () => {
  api = await TestServer.start();
  api.store.create('serviceaccounts', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace: 'default' },
  });
});
afterEach(() => api.stop());

const whoIs = (token: string) =>
  api.ask(self, { method: 'POST', body: {}, headers: { authorization: `Bearer ${token}` } });

it('a token of a service account is good until the account is gone', async () => {
  const made = await api.ask(`${accounts}/${name}/token`, request());
  expect(made).toMatchObject({
    status: 201,
    body: { kind: 'TokenRequest', metadata: { name }, spec: { expirationSeconds: 3_600 } },
  });
  const token = textAt(made.body, 'status', 'token') ?? '';
  expect(await whoIs(token)).toMatchObject({
    status: 201,
    body: {
      status: {
        userInfo: {
          username: 'system:serviceaccount:default:reader',
          groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
        },
      },
    },
  });
  api.store.delete({ resource: 'serviceaccounts', namespace: 'default', name });
  expect((await whoIs(token)).status).toBe(401);
});

it('who may make one needs the right to; none is made for what is not there or for too short', async () => {
  const path = `${accounts}/${name}/token`;
  expect((await api.ask(path, { ...request(), token: 'nobody' })).status).toBe(403);
  expect((await api.ask(`${accounts}/none/token`, request())).status).toBe(404);
  expect((await api.ask(path, request(5))).body).toMatchObject({
    code: 422,
    message:
      'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes',
  });
  expect((await api.ask(path)).status).toBe(405);
});
