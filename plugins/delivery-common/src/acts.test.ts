import { allowedActs, earlierDeployments, runningWords } from './acts';
import { type Application, applicationRowKey, parseApplicationKey, shortCommit } from './application';
import { changeRequestStates, isEnded, mayBecome } from './changeRequest';

type Known = Parameters<typeof allowedActs>[0];
const entry = (id: number, sha: string) => ({
  id,
  commit: { sha },
  deployedAt: '2026-11-21T10:00:00Z',
  automated: false,
});
const operation = (state: NonNullable<Application['operation']>['state']): Application['operation'] => ({
  state,
  does: 'sync',
  by: 'ada',
  automated: false,
  problems: [],
  objects: { done: 0, all: 0 },
  retries: 0,
});

const synced: Known = {
  automated: false,
  deleting: false,
  imagesHeld: false,
  imageUpdater: false,
  desired: { sha: 'b' },
  history: [entry(2, 'b'), entry(1, 'a'), entry(0, 'b')],
  source: { repository: 'git.example/shop/app', path: 'a', branch: 'main' },
  sourceCount: 1,
  sync: { state: 'synced', why: [], differs: [], differing: 0 },
};

describe('allowedActs', () => {
  it.each<[string, Partial<Known>, string[]]>([
    ['in sync', {}, ['sync', 'refresh', 'rollback', 'revert']],
    ['automated', { automated: true }, ['sync', 'refresh', 'revert']],
    ['busy', { operation: operation('running') }, ['refresh', 'terminate', 'revert']],
    ['asked for', { operation: operation('asked') }, ['refresh', 'terminate', 'revert']],
    ['failed', { operation: operation('failed') }, ['sync', 'refresh', 'rollback', 'revert']],
    [
      'held back',
      { imageUpdater: true, imagesHeld: true },
      ['sync', 'refresh', 'rollback', 'revert', 'release'],
    ],
    ['updated', { imageUpdater: true }, ['sync', 'refresh', 'rollback', 'revert']],
    ['of one deployment', { history: [entry(0, 'b')] }, ['sync', 'refresh']],
    ['of one commit', { history: [entry(1, 'b'), entry(0, 'b')] }, ['sync', 'refresh']],
    ['unreadable', { sync: { ...synced.sync, state: 'unknown' } }, ['refresh', 'rollback', 'revert']],
    ['of several sources', { source: undefined, sourceCount: 2 }, ['refresh']],
    [
      'of a chart',
      { source: { repository: 'x', branch: '1.0', chart: 'c' } },
      ['sync', 'refresh', 'rollback'],
    ],
    ['being deleted', { deleting: true }, []],
  ])('of one that is %s', (_, changes, expected) => {
    const acts = Object.entries(allowedActs({ ...synced, ...changes }));
    expect(acts.flatMap(([name, { allowed }]) => (allowed ? [name] : []))).toEqual(expected);
    expect(acts.filter(([, { allowed, why }]) => allowed === (why !== undefined))).toEqual([]);
  });
});

it('names what runs', () => {
  expect(
    runningWords({
      operation: { ...operation('running')!, does: 'rollback', commit: { sha: 'a'.repeat(40) } },
    }),
  ).toBe('A rollback to aaaaaaaa that ada asked for runs');
  expect(runningWords({ operation: operation('succeeded') })).toBeUndefined();
  expect(runningWords({})).toBeUndefined();
});

it('goes back to each commit once, never to what is live', () => {
  const history = [entry(4, 'c'), entry(3, 'a'), entry(2, 'c'), entry(1, 'b'), entry(0, 'a')];
  expect(earlierDeployments({ history }).map(({ id }) => id)).toEqual([3, 1]);
});

it.each([
  ['eks-prod/argocd/shop', { cluster: 'eks-prod', namespace: 'argocd', name: 'shop' }],
  ['eks-prod/argocd', undefined],
  ['eks-prod//shop', undefined],
  ['a/b/c/d', undefined],
])('reads %s', (key, ref) => {
  expect(parseApplicationKey(key)).toEqual(ref);
});

it('puts the place before a row, and shortens commits but no versions', () => {
  const ref = { cluster: 'c', namespace: 'argocd', name: 'n', place: 'c/storefront' };
  expect(applicationRowKey(ref)).toBe('c/storefront/application/c/argocd/n');
  expect([shortCommit('0123456789'.repeat(4)), shortCommit('1.10.12-rc.1')]).toEqual([
    '01234567',
    '1.10.12-rc.1',
  ]);
});

it('lets a change request step forward only, and end once', () => {
  const allowed = changeRequestStates.flatMap(from =>
    changeRequestStates.filter(to => mayBecome(from, to)).map(to => `${from} ${to}`),
  );
  expect(allowed).toEqual([
    'opening open',
    'opening merged',
    'opening synced',
    'opening live',
    'opening failed',
    'open merged',
    'open synced',
    'open live',
    'open closed',
    'merged synced',
    'merged live',
    'merged undone',
    'synced live',
    'synced undone',
  ]);
  expect(changeRequestStates.filter(isEnded)).toEqual(['live', 'closed', 'failed', 'undone']);
});
