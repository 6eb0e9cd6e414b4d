import { allowedActs } from '@greenroom/plugin-delivery-common';
import { FIRST, noLinks, read, type Recorded, rowOf, SECOND, THIRD } from '../../__testUtils__/applications';
import { readApplication } from './reading';

const auto = { spec: { syncPolicy: { automated: { selfHeal: true } } } };

describe('readApplication', () => {
  it.each<[Recorded, string, string]>([
    ['00-outofsync-missing', 'waiting', 'Waits to be synced to bbb0e486'],
    ['01-operation-pending-or-running', 'progressing', 'A sync that ada asked for waits to begin'],
    [
      '02-synced-progressing',
      'progressing',
      'The sync has ended; Argo CD has not compared what runs with git since',
    ],
    ['03-healthy', 'healthy', 'In sync: bbb0e486 is live'],
    ['04-outofsync-after-commit', 'waiting', 'Waits to be synced to 230add01'],
    ['06-missing', 'degraded', 'Something that was deployed is missing'],
    ['11-degraded', 'degraded', 'Argo CD calls what was deployed degraded'],
    ['16-project-missing', 'degraded', 'Application referencing project nope which does not exist'],
    ['20-suspended', 'waiting', 'What was deployed waits for somebody to let it go on'],
    ['30-operation-running', 'progressing', 'A sync that ada asked for runs'],
    ['32-terminated', 'degraded', 'The last sync failed: Operation terminated'],
    ['33-second-operation-lost', 'healthy', 'In sync: 7eb00688 is live'],
    ['40-automated-healthy', 'healthy', 'In sync: bbb0e486 is live'],
  ])('%s is %s: %s', (name, state, sentence) => {
    const { verdict, sentence: read1 } = read(name);
    expect([verdict.state, read1]).toEqual([state, sentence]);
    expect(verdict.reasons[0]).toEqual({ text: sentence });
  });

  it.each<Recorded>(['13-manifest-error', '14-manifest-error-after-sync', '15-path-missing'])(
    '%s is not healthy although its health says so',
    name => {
      const application = read(name);
      expect([application.health.state, application.sync.state]).toEqual(['healthy', 'unknown']);
      expect(application.verdict.state).toBe('degraded');
      expect(application.sentence).toMatch(/^Failed to load target state/);
      expect(application.sentence).not.toContain('rpc error');
      expect(allowedActs(application).sync).toMatchObject({ allowed: false });
    },
  );

  it('calls deployed what was deployed last, not the head that it compares with', () => {
    const drifted = read('05-drifted');
    expect([drifted.desired?.sha, drifted.live?.commit.sha]).toEqual([THIRD, SECOND]);
    expect(drifted.sync.why).toEqual([
      'git is at c2259e99, deployed is 230add01',
      'ConfigMap a-c is not as git has it',
    ]);
    const other = read('03-healthy', { status: { sync: { revision: THIRD } } });
    expect(other.sentence).toBe('In sync: bbb0e486 is live, and nothing here has changed up to c2259e99');
    expect(read('41-rollback-with-automated').history.map(({ commit }) => commit.sha)).toEqual([
      THIRD,
      FIRST,
      THIRD,
      SECOND,
      FIRST,
    ]);
  });

  it('concludes nothing from the phase alone', () => {
    const failed = read('34-unknown-revision');
    expect(failed.verdict).toMatchObject({
      state: 'healthy',
      reasons: [{}, { text: expect.stringContaining('not our ref') }],
    });
    const early = read('03-healthy', { status: { reconciledAt: '2026-11-20T22:43:15Z' } });
    expect([early.operation?.state, early.verdict.state]).toEqual(['settling', 'progressing']);
  });

  it('names who and what runs, and what it failed on', () => {
    expect(read('07-rolled-back-to-history').operation).toMatchObject({
      does: 'rollback',
      by: 'ada',
      automated: false,
      commit: { sha: FIRST },
      state: 'succeeded',
      objects: { done: 2, all: 2 },
    });
    expect(read('41-rollback-with-automated').operation).toMatchObject({
      does: 'self-heal',
      automated: true,
    });
    expect(read('12-sync-failed').operation?.problems).toEqual([
      expect.stringMatching(/^Deployment inv: Deployment.apps "inv" is invalid/),
    ]);
  });

  it('leaves it to Argo CD what Argo CD does by itself', () => {
    expect(read('04-outofsync-after-commit', auto)).toMatchObject({
      verdict: { state: 'progressing' },
      sentence: 'Not in sync; Argo CD will sync it by itself',
    });
    const changed = { status: { sync: { revision: SECOND } } };
    expect(read('05-drifted', { ...changed, ...auto }).verdict.state).toBe('progressing');
    const noHeal = { ...changed, spec: { syncPolicy: { automated: {} } } };
    expect(read('05-drifted', noHeal)).toMatchObject({
      verdict: { state: 'waiting' },
      sentence: 'What runs is not what git has',
    });
    expect(read('05-drifted', { spec: { syncPolicy: { automated: { enabled: false } } } }).automated).toBe(
      false,
    );
  });

  it('does not count a hook that has run as a difference', () => {
    expect(read('30-operation-running').sync.differs.map(({ kind }) => kind)).toEqual(['ConfigMap']);
  });

  it.each([
    [{ server: 'https://kubernetes.default.svc', namespace: 'storefront' }, 'eks-prod/storefront', true],
    [{ server: null, name: 'in-cluster', namespace: 'storefront' }, 'eks-prod/storefront', true],
    [{ server: 'https://far.example', namespace: 'storefront' }, 'eks-prod/argocd', false],
  ])('of destination %j is for those of %s', (destination, place, here) => {
    const application = read('03-healthy', { spec: { destination } });
    expect([application.place, application.destination.here]).toEqual([place, here]);
  });

  it('repeats no credentials of addresses', () => {
    const secret = 'hunter2';
    const repoURL = `https://bot:${secret}@git.example.test/app.git`;
    const message = `failed to list refs of ${repoURL}`;
    const application = read('13-manifest-error', {
      spec: { source: { repoURL } },
      status: { conditions: [{ type: 'ComparisonError', message }] },
    });
    expect(JSON.stringify(application)).not.toContain(secret);
    expect(read('03-healthy').source).toMatchObject({ repository: 'a repository with an unusual address' });
    const two = { spec: { source: { repoURL: 'https://git.example.test/shop/app.git' } } };
    expect(read('03-healthy', two).source).toMatchObject({
      repository: 'git.example.test/shop/app',
      path: 'a',
      branch: 'main',
    });
  });

  it('has no folder of several sources, and reads what is hardly there', () => {
    const several = {
      spec: {
        sources: [
          { repoURL: 'https://a.b/c/d', path: 'x' },
          { repoURL: 'https://a.b/c/e', chart: 'y' },
        ],
      },
    };
    const revisions = { revision: null, revisions: [SECOND, '1.2.0'] };
    const deployed = [{ id: 0, deployedAt: '2026-11-20T22:43:16Z', revisions: [SECOND, '1.2.0'] }];
    const application = read('03-healthy', { ...several, status: { sync: revisions, history: deployed } });
    expect([application.source, application.sourceCount]).toEqual([undefined, 2]);
    expect([application.desired?.sha, application.live?.commit.sha]).toEqual([SECOND, SECOND]);
    expect(allowedActs(application).revert.why).toContain('several sources');
    const bare = {
      metadata: { uid: 'u', namespace: 'argocd', name: 'n' },
      status: { history: 'none', sync: 7 },
    };
    expect(readApplication('c', rowOf(bare), noLinks)).toMatchObject({
      verdict: { state: 'unknown' },
      sentence: 'Argo CD has not compared it yet',
    });
  });

  it('is on its way out when it is being deleted', () => {
    const application = read('03-healthy', { metadata: { deletionTimestamp: '2026-11-20T23:00:00Z' } });
    expect(application.sentence).toBe('Argo CD is deleting it');
    expect(Object.values(allowedActs(application)).every(({ allowed }) => !allowed)).toBe(true);
  });
});
