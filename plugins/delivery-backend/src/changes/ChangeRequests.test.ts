import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import type { Application } from '@greenroom/plugin-delivery-common';
import { FakeCluster, fakeClusters } from '@greenroom/cluster-access/testUtils';
import { FIRST, noLinks, read, recorded, rowOf, SECOND, THIRD } from '../__testUtils__/applications';
import { FakeRepository } from '../__testUtils__/FakeRepository';
import { MemoryChangeRequestStore } from '../__testUtils__/MemoryChangeRequestStore';
import { applicationsKind } from '../argo/applicationsKind';
import { DeliveryService } from '../DeliveryService';
import { ApplicationClaims } from '../ApplicationClaims';
import { ChangeRequests } from './ChangeRequests';

const ref = { cluster: 'eks-prod', namespace: 'argocd', name: 'auto' };
const spec = { source: { repoURL: 'https://git.example.test/shop/app.git' } };
/** The newest deployment is the third commit, the one before it the second. */
const history = [SECOND, THIRD].map((revision, id) => ({
  id,
  revision,
  deployedAt: '2026-11-20T22:43:16Z',
  initiatedBy: { automated: true },
}));

function start() {
  let now = Date.parse('2026-11-21T10:00:00Z');
  let id = 0;
  let look: () => void = () => undefined;
  const cluster = new FakeCluster('eks-prod');
  const applications = cluster.watch(applicationsKind);
  applications.put(
    rowOf(recorded('40-automated-healthy', { spec, status: { history, sync: { revision: THIRD } } })),
  );
  const git = new FakeRepository(
    { [SECOND]: { 'auto/a.yaml': 'v2' }, [THIRD]: { 'auto/a.yaml': 'v3' } },
    THIRD,
  );
  const store = new MemoryChangeRequestStore();
  const warnings: string[] = [];
  const delivery = new DeliveryService({
    clusters: fakeClusters(cluster),
    entities: new ApplicationClaims(),
    links: noLinks,
  });
  const changes = new ChangeRequests({
    store,
    delivery,
    git: { repository: () => git },
    newId: () => `change-${(id += 1)}`,
    now: () => now,
    logger: { warn: message => void warnings.push(message) },
    nowAndThen: task => {
      look = task;
      return () => undefined;
    },
  });
  /** Time passes, and everything that is due is looked at. */
  const pass = async (milliseconds: number) => {
    now += milliseconds;
    look();
    for (let turn = 0; turn < 20; turn += 1) {
      await new Promise(resolve => setImmediate(resolve));
    }
  };
  const deploy = (revision: string, status: object = {}) =>
    applications.put(
      rowOf(
        recorded('40-automated-healthy', {
          spec,
          status: {
            history: [...history, { ...history[0], id: 2, revision }],
            sync: { revision },
            ...status,
          },
        }),
      ),
    );
  return { changes, git, store, pass, warnings, applications, deploy };
}

const asked = { ...ref, reason: 'v3 is slow' };

describe('ChangeRequests', () => {
  it('say why nothing can be reverted', async () => {
    const { changes, git, applications } = start();
    await expect(changes.create('ada', { ...asked, toRevision: FIRST })).rejects.toMatchObject({
      name: 'InputError',
    });
    git.branches.set('main', SECOND);
    await expect(changes.create('ada', asked)).rejects.toThrow('there is nothing to go back to in git');
    applications.put(rowOf(recorded('40-automated-healthy', { spec })));
    await expect(changes.create('ada', asked)).rejects.toThrow('Nothing else was deployed before');
    expect(git.commits).toEqual([]);
  });

  it('are recorded, opened, and followed through every step', async () => {
    const { changes, git, store, pass, deploy } = start();
    await changes.start();
    const { change, created } = await changes.create('user:default/ada', asked);
    expect([created, change.state, change.number]).toEqual([true, 'open', 1]);
    expect(git.commits).toMatchObject([
      {
        branch: change.branch,
        files: [{ path: 'auto/a.yaml', content: 'v2' }],
        message: expect.stringContaining('v3 is slow'),
      },
    ]);
    const told: string[] = [];
    changes.onChange(() => told.push(changes.recent(ref)[0]?.state ?? ''));
    await pass(5_000);
    git.pulls[0] = { number: 1, url: '', state: 'merged', mergedSha: 'm'.repeat(40) };
    await pass(1_000);
    expect((await changes.read(change.id)).state).toBe('open');
    await pass(4_000);
    expect((await changes.read(change.id)).state).toBe('merged');
    deploy('m'.repeat(40), { health: { status: 'Progressing' } });
    await pass(0);
    deploy('m'.repeat(40));
    await pass(0);
    expect(told).toEqual(['merged', 'synced', 'live']);
    expect(store.lines.map(({ kind }) => kind)).toEqual([
      'change-request',
      'change-request-open',
      'change-request-merged',
      'change-request-synced',
      'change-request-live',
    ]);
    await changes.stop();
  });

  it('that a host refuses have failed, and leave no branch', async () => {
    const { changes, git, store } = start();
    const createBranch = git.createBranch.bind(git);
    git.createBranch = async (name, from) => {
      await createBranch(name, from);
      git.failure = new NotAllowedError('git.example.test does not let the portal change it.');
    };
    await expect(changes.create('ada', asked)).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect([...git.branches.keys()]).toEqual(['main']);
    const [stored] = await store.recent();
    expect(stored?.change).toMatchObject({
      state: 'failed',
      text: expect.stringContaining('does not let the portal'),
    });
  });

  it('that a host did not answer are made once it does, as far as they were not', async () => {
    const { changes, git, pass } = start();
    await changes.start();
    git.failure = new ServiceUnavailableError('git.example.test did not answer in time.');
    const { change } = await changes.create('ada', asked);
    expect(change).toMatchObject({
      state: 'opening',
      text: expect.stringContaining('It will be tried again'),
    });
    await pass(61_000);
    expect((await changes.read(change.id)).state).toBe('opening');
    git.failure = undefined;
    await pass(61_000);
    expect(await changes.read(change.id)).toMatchObject({ state: 'open', number: 1 });
    expect(git.commits).toHaveLength(1);
    await changes.stop();
  });

  it('wait for a host that is silent, and end when somebody closes them', async () => {
    const { changes, git, pass, warnings } = start();
    await changes.start();
    const { change } = await changes.create('ada', asked);
    git.silence = new ServiceUnavailableError('git.example.test did not answer in time.');
    await pass(5_000);
    expect([(await changes.read(change.id)).state, warnings.length]).toEqual(['open', 1]);
    git.silence = undefined;
    git.pulls[0] = { number: 1, url: '', state: 'closed' };
    await pass(5_000);
    expect((await changes.read(change.id)).state).toBe('closed');
    await expect(changes.create('ada', asked)).resolves.toMatchObject({ created: true });
    await changes.stop();
  });

  it('are one while it is open, and are read as they are', async () => {
    const { changes } = start();
    const { change } = await changes.create('ada', asked);
    await expect(changes.create('ben', { ...asked, reason: 'me too' })).resolves.toEqual({
      change,
      created: false,
    });
    await expect(changes.read('none')).rejects.toMatchObject({ name: 'NotFoundError' });
    const application: Application = read('40-automated-healthy');
    expect(changes.recent({ ...ref, name: application.name })).toEqual([change]);
  });
});
