import { mockCredentials } from '@backstage/backend-test-utils';
import { NotImplementedError } from '@backstage/errors';
import request from 'supertest';
import { until } from '@greenroom/plugin-portal-node/testUtils';
import { fakeClusters } from '@greenroom/cluster-access/testUtils';
import { KubernetesClaims } from '@greenroom/plugin-portal-node';
import { startStore } from './__testUtils__/startStore';
import { SkewClock } from './__testUtils__/SkewClock';
import { RolloutsService } from './RolloutsService';
import { rolloutsRouter } from './router';

const ONE = '/rollouts/eks-prod/store/rollout/shop';
const ada = 'user:default/ada';
const roles: Record<string, string> = {
  nobody: mockCredentials.none.header(),
  service: mockCredentials.service.header(),
  guest: mockCredentials.user.header('user:development/guest'),
  agent: `Bearer ${mockCredentials.user.token(ada, { actor: { subject: 'plugin:scaffolder' } })}`,
  ...Object.fromEntries(
    ['ada', 'ben', 'chen', 'dana', 'eli'].map(name => [
      name,
      mockCredentials.user.header(`user:default/${name}`),
    ]),
  ),
};

const people = ['guest', 'agent', 'ada', 'ben', 'chen', 'dana', 'eli'];
const readers = ['agent', 'ada', 'ben', 'chen', 'dana'];

interface Row {
  /** Of the parameters in the path, when there are any. */
  path?: string;
  body?: object;
  /** Who comes through the door; what they may do behind it is the engine's to say. */
  in: string[];
}

/** One row at least for each route: who is let in. `:id` is a request that waits. */
const table: Record<string, Row[]> = {
  'GET /rollouts': [{ in: ['service', ...people] }],
  'GET /rollouts/:cluster/:namespace/:kind/:name': [{ path: ONE, in: ['service', ...readers] }],
  'GET /rollouts/:cluster/:namespace/:kind/:name/comparison': [
    { path: `${ONE}/comparison`, in: ['service', ...readers] },
  ],
  'GET /rollouts/:cluster/:namespace/:kind/:name/readiness': [
    { path: `${ONE}/readiness`, in: ['service', ...readers] },
  ],
  'GET /readiness': [{ path: '/readiness?entityRef=component:shop', in: ['service', ...people] }],
  'GET /queue': [{ in: ['service', ...people] }],
  'GET /promotion-requests': [{ in: ['service', ...people] }],
  'GET /promotion-requests/:id': [{ in: ['service', ...readers] }],
  'POST /promotion-requests': [
    {
      body: {
        rollout: { cluster: 'eks-prod', namespace: 'store', kind: 'rollout', name: 'shop' },
        revision: 'another',
        reason: 'x',
      },
      in: readers,
    },
  ],
  'POST /promotion-requests/:id/votes': [
    { body: { vote: 'approve', reason: 'x', seen: 'another' }, in: readers },
  ],
  'POST /promotion-requests/:id/execute': [
    { body: {}, in: readers },
    { body: { breakGlass: true, reason: '' }, in: readers },
  ],
  'POST /promotion-requests/:id/withdraw': [{ body: {}, in: readers }],
  'POST /promotion-requests/:id/acknowledge': [{ body: {}, in: readers }],
  'POST /rollouts/:cluster/:namespace/:kind/:name/narrowings/acknowledge': [
    {
      path: `${ONE}/narrowings/acknowledge`,
      body: { name: 'greenroom.dev/votes', reason: 'x' },
      in: readers,
    },
  ],
  'POST /rollouts/:cluster/:namespace/:kind/:name/actions/:action': [
    ...['abort', 'pause', 'resume', 'restart', 'return-to-stable', 'nudge'].map(action => ({
      path: `${ONE}/actions/${action}`,
      body: { revision: 'another', reason: 'x' },
      in: ['agent', 'ada', 'ben'],
    })),
    {
      path: `${ONE}/actions/undo`,
      body: { revision: 'another', reason: 'x', toRevision: 'b' },
      in: ['chen'],
    },
  ],
  'GET /ledger': [{ in: ['service', ...people] }],
  'GET /ledger/verification': [{ in: ['service', ...people] }],
  'GET /ledger/export': [{ in: ['service', 'dana'] }],
};

const unused = async (): Promise<never> => {
  throw new NotImplementedError('only the declarations are looked at');
};
const routes = rolloutsRouter({
  rollouts: new RolloutsService({
    clusters: fakeClusters(),
    entities: new KubernetesClaims(),
    soon: () => undefined,
    clock: new SkewClock(),
  }),
  comparisons: { of: unused },
  readiness: { now: () => [], seenBy: unused },
  people: { read: unused },
  narrowings: { acknowledge: unused },
  deeds: { perform: unused },
  promotions: {
    create: unused,
    vote: unused,
    execute: unused,
    withdraw: unused,
    acknowledge: unused,
    list: unused,
    get: unused,
    queue: () => new Map(),
  },
  ledger: { lines: unused, verify: unused, export: async function* none() {} },
});
const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

it('every route has a row, and every row a route', () => {
  expect(routes.map(nameOf).sort()).toEqual(Object.keys(table).sort());
});

it('who changes something is a person, and nothing is open to the world', () => {
  const changing = routes.filter(({ method }) => method !== 'GET');
  expect(changing.filter(({ principals }) => principals.some(one => one !== 'user'))).toEqual([]);
  expect(routes.filter(({ isPublic }) => isPublic)).toEqual([]);
});

describe('behind a server', () => {
  let portal: Awaited<ReturnType<typeof startStore>>;
  let waiting: { id: string; revision: string; pauseStartedAt: string; etag: string };

  beforeAll(async () => {
    portal = await startStore();
    const { body } = await portal.get('ada', ONE);
    const { cluster, namespace, kind, name } = body;
    const rollout = { cluster, namespace, kind, name };
    const asked = { rollout, revision: body.preview.revision, pauseStartedAt: body.pause.startedAt };
    const created = await portal.post('ada', '/promotion-requests', { ...asked, reason: 'the new basket' });
    waiting = created.body;
    await until(async () => (await portal.get('ada', '/queue')).body.items.length === 1);
  }, 30_000);

  /** 401, refused at the door, or let in. */
  async function ask(role: string, name: string, { path, body }: Row): Promise<string> {
    const [method = '', declared = ''] = name.split(' ');
    const url = `/api/rollouts${(path ?? declared).replace(':id', waiting.id)}`;
    const sent =
      method === 'GET' ? request(portal.server).get(url) : request(portal.server).post(url).send(body);
    const answer = await sent.set('authorization', roles[role] ?? '');
    const message: string = answer.body?.error?.message ?? '';
    if (answer.status === 401) {
      return 'unknown';
    }
    const atTheDoor = /^not allowed: rollouts\.|does not allow '\w+' credentials/.test(message);
    return answer.status === 403 && atTheDoor ? 'refused' : 'in';
  }

  const rows = Object.entries(table).flatMap(([name, cases]) =>
    cases.map(row => [`${name} ${JSON.stringify(row.path ?? row.body ?? '')}`, name, row] as const),
  );

  it.each(rows)('%s', async (_, name, row) => {
    const answers: Record<string, string> = {};
    for (const role of Object.keys(roles)) {
      answers[role] = await ask(role, name, row);
    }
    const expected = Object.keys(roles).map(role => {
      const known = role === 'nobody' ? 'unknown' : 'refused';
      return [role, row.in.includes(role) ? 'in' : known];
    });
    expect(answers).toEqual(Object.fromEntries(expected));
  });

  it.each(['/rollouts', '/queue', '/promotion-requests', '/ledger', '/readiness?entityRef=component:shop'])(
    '%s leaves out what somebody may not see',
    async path => {
      const items = async (person: string) => (await portal.get(person, path)).body.items.length;
      expect(await items('ada')).toBeGreaterThan(0);
      expect(await items('dana')).toBeGreaterThan(0);
      expect(await items('eli')).toBe(0);
    },
  );
});
