import type { SandboxCluster } from '@greenroom/sandbox';
import { keepingLogger } from '../__testUtils__/logger';
import { startSandboxClusters } from '../__testUtils__/sandboxClusters';
import { ScriptedApiServer, send } from '../__testUtils__/ScriptedApiServer';
import { eventually, fastTuning, startCluster } from '../__testUtils__/watching';
import { systemClock } from '../clock';
import { urlCredentials } from '../connection/urlCredentials';
import { LiveCluster } from '../LiveCluster';
import type { GuardedPatch } from '../types';
import { patchBody } from './guardedPatch';

const type = { group: 'argoproj.io', version: 'v1alpha1', resource: 'rollouts' };
const key = { resource: 'rollouts.argoproj.io', namespace: 'default', name: 'checkout' };
const ref = { type, namespace: 'default', name: 'checkout' };

let clusters: Awaited<ReturnType<typeof startSandboxClusters>>;
let outside: SandboxCluster;
let admin: LiveCluster;
let reader: LiveCluster;

function reach(token: string): LiveCluster {
  const { name, url, certificateAuthority: caData } = outside;
  const load = urlCredentials({ name, url, caData, token });
  const cluster = new LiveCluster({
    name,
    load,
    clock: systemClock,
    tuning: fastTuning,
    logger: keepingLogger(),
    version: '1.2.3',
  });
  cluster.start();
  return cluster;
}

beforeAll(async () => {
  clusters = await startSandboxClusters(['eks-prod']);
  outside = clusters.cluster('eks-prod');
  outside.controllers.stop();
  outside.api.create('rollouts.argoproj.io', {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'checkout', namespace: 'default' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'checkout' } },
      strategy: { blueGreen: { activeService: 'checkout', autoPromotionEnabled: false } },
      template: {
        metadata: { labels: { app: 'checkout' } },
        spec: { containers: [{ name: 'app', image: 'checkout:1' }] },
      },
    },
  });
  admin = reach(outside.tokens.admin);
  reader = reach(outside.tokens.reader);
}, 20_000);
beforeEach(() => {
  outside.api.patch(
    key,
    {
      status: {
        currentPodHash: '7d9f',
        controllerPause: true,
        pauseConditions: [{ reason: 'BlueGreenPause', startTime: '2026-11-21T10:00:00Z' }],
        message: null,
      },
    },
    'status',
  );
});
afterAll(async () => {
  await Promise.all([admin.stop(), reader.stop()]);
  await clusters.stop();
});

const stored = () => outside.api.get(key);

/** Lets the pause end, if the world is as it was seen. */
function promotion(overrides: Partial<GuardedPatch> = {}): GuardedPatch {
  return {
    ref,
    subresource: 'status',
    preconditions: [
      { op: 'test', path: '/metadata/uid', value: stored()?.metadata.uid ?? '' },
      { op: 'test', path: '/status/currentPodHash', value: '7d9f' },
      { op: 'test', path: '/status/abort', value: null },
    ],
    change: [{ op: 'remove', path: '/status/pauseConditions' }],
    requestId: 'r-1',
    ...overrides,
  };
}

describe('guardedPatch', () => {
  it('puts the preconditions before the change', () => {
    const { preconditions, change } = promotion();
    expect(JSON.parse(patchBody({ preconditions, change }))).toEqual([...preconditions, ...change]);
  });

  it('is stored as one, under our name', async () => {
    const change: GuardedPatch['change'] = [
      { op: 'remove', path: '/status/pauseConditions' },
      { op: 'add', path: '/status/message', value: 'let go' },
    ];
    await expect(admin.guardedPatch(promotion({ change }))).resolves.toMatchObject({
      metadata: { name: 'checkout' },
    });
    expect(stored()?.status).not.toHaveProperty('pauseConditions');
    expect(stored()?.metadata.managedFields).toContainEqual(
      expect.objectContaining({ manager: 'greenroom', subresource: 'status' }),
    );
  });

  it('stores nothing when it is only asked', async () => {
    await expect(admin.guardedPatch(promotion({ dryRun: true }))).resolves.toMatchObject({
      status: expect.not.objectContaining({ pauseConditions: expect.anything() }),
    });
    expect(stored()?.status).toHaveProperty('pauseConditions');
  });

  it('says what changed when the world is another', async () => {
    outside.api.patch(key, { status: { currentPodHash: '5c88' } }, 'status');
    await expect(admin.guardedPatch(promotion())).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'eks-prod: rollouts.argoproj.io default/checkout has changed: status.currentPodHash is "5c88" and was "7d9f"',
      cause: {
        name: 'WorldChangedError',
        changes: [{ path: '/status/currentPodHash', expected: '7d9f', actual: '5c88' }],
      },
    });
    expect(stored()?.status).toHaveProperty('pauseConditions');
  });

  it('says that what was to be removed is gone: somebody else was faster', async () => {
    await admin.guardedPatch(promotion());
    await expect(admin.guardedPatch(promotion())).rejects.toMatchObject({
      name: 'ConflictError',
      cause: { changes: [{ path: '/status/pauseConditions', expected: 'something' }] },
    });
  });

  it('lets exactly one of many through', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => admin.guardedPatch(promotion({ requestId: `r-${index}` }))),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const names = results.flatMap(result => (result.status === 'rejected' ? [result.reason.name] : []));
    expect(new Set(names)).toEqual(new Set(['ConflictError']));
  });

  it('is refused to who may only read', async () => {
    await expect(reader.guardedPatch(promotion())).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: 'eks-prod: not permitted: cannot patch rollouts.argoproj.io default/checkout',
    });
  });

  it('says that there is no such thing', async () => {
    const patch = promotion({ ref: { ...ref, name: 'gone' } });
    await expect(admin.guardedPatch(patch)).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it.each([
    ['without a uid', { preconditions: [] }, /has to test \/metadata\/uid/],
    ['with a request id that is none', { requestId: 'a\r\nb: c' }, /requestId: use/],
  ])('is not sent %s', async (_, overrides, message) => {
    await expect(admin.guardedPatch(promotion(overrides))).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });

  it('tells a policy of the cluster that refuses from a world that changed', async () => {
    const server = await new ScriptedApiServer().listen();
    const message = `rollouts.argoproj.io "checkout" is forbidden: ValidatingAdmissionPolicy 'greenroom' with binding 'b' denied request: promote it in the portal`;
    server.script = ({ kind }, response) => {
      if (kind === 'get') {
        send(response, 422, { kind: 'Status', code: 422, reason: 'Invalid', message });
      }
      return kind === 'get';
    };
    const cluster = startCluster(server);
    await expect(cluster.guardedPatch(promotion())).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: 'eks-prod: refused by the admission policy greenroom: promote it in the portal',
    });
    expect(server.seen.findLast(({ kind }) => kind === 'get')?.userAgent).toBe('greenroom/1.2.3 request/r-1');
    await cluster.stop();
    await server.kill();
  });

  it('may have been stored when no answer came, and says so; not when the connection was refused', async () => {
    const heal = outside.faults.inject({ fault: 'hang' });
    await expect(admin.guardedPatch(promotion())).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      cause: { maybeDone: true },
    });
    heal();
    const restart = outside.faults.inject({ fault: 'kill' });
    // A connection that was open when the server went is told from one that never was.
    await eventually(() => expect(admin.source().reason).toMatch(/connection refused/));
    await expect(admin.guardedPatch(promotion())).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      cause: { maybeDone: false },
    });
    restart();
  });
});
