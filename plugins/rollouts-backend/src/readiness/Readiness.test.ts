import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { Rollout, RolloutRef } from '@greenroom/plugin-rollouts-common';
import { makeRollout } from '../__testUtils__/rollouts';
import { FeatureClient } from './FeatureClient';
import { Readiness } from './Readiness';

const ref: RolloutRef = { cluster: 'eks-prod', namespace: 'store', kind: 'rollout', name: 'shop' };
const check = (id: string, reason = 'fine') => ({ id, from: 'somebody', outcome: 'pass', reason });
const asked: string[] = [];

/** What each feature does with a question; tokens are `<person> to <feature>`. */
const features: Record<string, (token: string, answer: ServerResponse) => void> = {
  databases: (_, answer) => send(answer, 200, { items: [check('backups'), check('preview-ready')] }),
  /** A person sees one of its sources. */
  clusters: (token, answer) =>
    send(answer, 200, { items: token.startsWith('user') ? [check('own')] : [check('own'), check('other')] }),
  'vault-leases': (token, answer) =>
    token.startsWith('user')
      ? send(answer, 403, { error: { name: 'NotAllowedError', message: 'no' } })
      : send(answer, 200, { items: [check('leases', 'the lease of shop-db ends in 4 min')] }),
  broken: (_, answer) =>
    send(answer, 503, { error: { name: 'ServiceUnavailableError', message: 'no database' } }),
  nonsense: (_, answer) => send(answer, 200, { items: 'none' }),
  silent: () => undefined,
};

function send(answer: ServerResponse, status: number, body: object) {
  answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const server = createServer((request: IncomingMessage, answer: ServerResponse) => {
  const { pathname, search } = new URL(request.url ?? '', 'http://portal');
  const feature = pathname.split('/')[1] ?? '';
  const token = (request.headers.authorization ?? '').replace('Bearer ', '');
  asked.push(`${token}${search}`);
  features[feature]?.(token, answer);
});

beforeAll(() => new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => void asked.splice(0));

function readiness(
  pluginIds: string[],
  rollout: Rollout = makeRollout({ entityRef: 'component:default/shop' }),
) {
  const own = mockCredentials.service('plugin:rollouts');
  return new Readiness({
    rollouts: {
      entries: () => new Map([['eks-prod/store/rollout/shop', { rollout }]]),
      source: () => ({ id: 'cluster:eks-prod', kind: 'cluster', freshness: 'live' }),
    },
    room: () => ({ known: true, pods: Infinity }),
    features: pluginIds.map(pluginId => ({ pluginId, timeoutMs: 300 })),
    auth: { getOwnServiceCredentials: async () => own },
    client: new FeatureClient({
      auth: {
        getPluginRequestToken: async ({ onBehalfOf, targetPluginId }) => ({
          token: `${onBehalfOf === own ? 'service' : 'user'} to ${targetPluginId}`,
        }),
      },
      discovery: {
        getBaseUrl: async pluginId =>
          `http://127.0.0.1:${(server.address() as AddressInfo).port}/${pluginId}`,
      },
    }),
  });
}

const hidden = 'databases shows why to those who may see it';
const own = ['preview-ready', 'analysis', 'digests-pinned', 'capacity', 'cluster-live'];

it('asks nobody where nobody is configured', async () => {
  expect((await readiness([]).of(ref)).map(({ id }) => id)).toEqual(own);
  expect(asked).toEqual([]);
});

it('asks each feature as the service, and lets none speak in the name of another', async () => {
  const checks = await readiness(['databases']).of(ref);
  expect(checks.slice(own.length)).toEqual([
    { ...check('databases.backups', hidden), from: 'databases' },
    { ...check('databases.preview-ready', hidden), from: 'databases' },
  ]);
  expect(asked).toEqual(['service to databases?entityRef=component%3Adefault%2Fshop']);
});

it('a feature that fails is unknown and says why; the others are not held up', async () => {
  const start = performance.now();
  const checks = await readiness(['broken', 'nonsense', 'silent', 'databases']).of(ref);
  expect(performance.now() - start).toBeLessThan(1_500);
  const others = checks.slice(own.length).map(({ id, outcome, reason }) => [id, outcome, reason]);
  expect(others).toEqual([
    ['broken', 'unknown', expect.stringMatching(/^broken says nothing: .*503/)],
    ['nonsense', 'unknown', expect.stringContaining('nonsense says nothing: ')],
    ['silent', 'unknown', 'silent says nothing: it did not answer within 0.3 s'],
    ['databases.backups', 'pass', hidden],
    ['databases.preview-ready', 'pass', hidden],
  ]);
});

it('can not ask about a rollout that belongs to no service, and says so', async () => {
  const checks = await readiness(['databases'], makeRollout()).of(ref);
  expect(checks.at(-1)).toMatchObject({ id: 'databases', outcome: 'unknown' });
  expect(asked).toEqual([]);
});

it('shows a person the outcome of a source they may not see, and not its text', async () => {
  const person = mockCredentials.user('user:default/ada');
  const seen = await readiness(['vault-leases', 'databases']).seenBy(person, ref);
  expect(seen.slice(own.length)).toMatchObject([
    { id: 'vault-leases.leases', outcome: 'pass', reason: 'vault-leases shows why to those who may see it' },
    { id: 'databases.backups', reason: 'fine' },
    { id: 'databases.preview-ready', reason: 'fine' },
  ]);
});

it('shows a person the text of those checks only that the feature answers them too', async () => {
  const seen = await readiness(['clusters']).seenBy(mockCredentials.user('user:default/ada'), ref);
  expect(seen.slice(own.length).map(({ id, reason }) => [id, reason])).toEqual([
    ['clusters.own', 'fine'],
    ['clusters.other', 'clusters shows why to those who may see it'],
  ]);
});

it('has nothing to say about a rollout that is not there', async () => {
  expect(await readiness(['databases']).of({ ...ref, name: 'none' })).toEqual([]);
});
