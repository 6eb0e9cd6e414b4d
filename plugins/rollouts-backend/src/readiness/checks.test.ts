import type { Check, Source } from '@greenroom/plugin-portal-common';
import type { Analysis, PodDot, Rollout } from '@greenroom/plugin-rollouts-common';
import { makeRevision, makeRollout } from '../__testUtils__/rollouts';
import { checksOf } from './checks';
import type { Room } from './quotas/room';

const live: Source = {
  id: 'cluster:eks-prod',
  kind: 'cluster',
  freshness: 'live',
  observedAt: '2026-11-21T10:12:00Z',
};
const plenty: Room = { known: true, pods: Infinity };
const find = (id: string, rollout: Rollout, source = live, room: Room = plenty): Check | undefined =>
  checksOf(rollout, source, room).find(check => check.id === id);
const previewOf = (overrides: Parameters<typeof makeRevision>[1]) =>
  makeRollout({ preview: makeRevision('bbb', overrides) });
const replicas = (desired: number, ready: number) => ({ desired, current: desired, ready, available: ready });
const pod = (overrides: Partial<PodDot>): PodDot => ({
  name: 'shop-bbb-1',
  state: 'ready',
  restarts: 0,
  ...overrides,
});
const run = (overrides: Partial<Analysis> = {}): Analysis => ({
  name: 'smoke',
  when: 'before-promotion',
  revision: 'bbb',
  phase: 'passed',
  metrics: [],
  ...overrides,
});
const analysedBy = (...analysis: Analysis[]) => makeRollout({ analysis });
const noPreview = makeRollout({ preview: undefined });

const waited = 'and have waited since 2026-11-21 10:00:00 UTC';

it.each<[string, string, Rollout, Check['outcome'], string]>([
  ['preview-ready', 'all ready', makeRollout(), 'pass', `2 of 2 pods of bbb are ready ${waited}`],
  ['preview-ready', 'no pause', makeRollout({ pause: undefined }), 'pass', '2 of 2 pods of bbb are ready'],
  ['preview-ready', 'no preview', noPreview, 'block', 'there is no preview'],
  [
    'preview-ready',
    'scaled down',
    previewOf({ replicas: replicas(0, 0) }),
    'block',
    'bbb has no pods: the controller has scaled it down',
  ],
  [
    'preview-ready',
    'one is not',
    previewOf({ replicas: replicas(2, 1), pods: [pod({ state: 'failing', reason: 'CrashLoopBackOff' })] }),
    'block',
    '1 of 2 pods of bbb are ready: CrashLoopBackOff',
  ],
  [
    'preview-ready',
    'restarted',
    previewOf({ pods: [pod({ restarts: 1 }), pod({ restarts: 2 })] }),
    'warn',
    `2 of 2 pods of bbb are ready ${waited}; their containers have restarted 3 times`,
  ],
  ['analysis', 'none', makeRollout(), 'warn', 'nothing is measured before it goes live'],
  ['analysis', 'no preview', noPreview, 'block', 'there is no preview to analyse'],
  [
    'analysis',
    'passed',
    analysedBy(
      run({
        metrics: [
          {
            name: 'success-rate',
            phase: 'passed',
            limit: 'result[0] >= 0.99',
            measurements: [
              { value: '0.9', phase: 'passed' },
              { value: '0.998', phase: 'passed' },
            ],
          },
        ],
      }),
    ),
    'pass',
    'analysis smoke passed: success-rate 0.998 (result[0] >= 0.99)',
  ],
  [
    'analysis',
    'stopped, which the controller calls successful',
    analysedBy(run({ phase: 'terminated' })),
    'unknown',
    'analysis smoke was stopped before it could judge',
  ],
  [
    'analysis',
    'failed',
    analysedBy(run({ phase: 'failed', message: 'latency too high' })),
    'block',
    'analysis smoke failed: latency too high',
  ],
  [
    'analysis',
    'failed without a word',
    analysedBy(run({ phase: 'failed', metrics: [{ name: 'latency', phase: 'failed', measurements: [] }] })),
    'block',
    'analysis smoke failed: latency',
  ],
  ['analysis', 'error', analysedBy(run({ phase: 'error' })), 'block', 'analysis smoke could not measure'],
  [
    'analysis',
    'inconclusive',
    analysedBy(run({ phase: 'inconclusive' })),
    'block',
    'analysis smoke came to no conclusion',
  ],
  ['analysis', 'pending', analysedBy(run({ phase: 'pending' })), 'block', 'analysis smoke has not begun'],
  ['analysis', 'running', analysedBy(run({ phase: 'running' })), 'block', 'analysis smoke still measures'],
  [
    'analysis',
    'of another revision only',
    analysedBy(run({ revision: 'aaa', phase: 'failed' })),
    'warn',
    'nothing is measured before it goes live',
  ],
  [
    'analysis',
    'failed once, then passed',
    analysedBy(run({ name: 'second' }), run({ phase: 'failed' })),
    'pass',
    'analysis second passed',
  ],
  [
    'analysis',
    'one kind passed, another was stopped',
    analysedBy(run(), run({ name: 'watch', when: 'background', phase: 'terminated' })),
    'unknown',
    'analysis watch was stopped before it could judge',
  ],
  ['digests-pinned', 'all', makeRollout(), 'pass', 'every image of the preview is known by its digest'],
  [
    'digests-pinned',
    'one by tag',
    previewOf({ images: [{ container: 'app', name: 'r/shop', tag: 'v2' }] }),
    'warn',
    'r/shop:v2: known by tag only, so nobody can say which image it is',
  ],
  [
    'digests-pinned',
    'no image',
    previewOf({ images: [] }),
    'unknown',
    'it is not known which images the preview runs',
  ],
  ['capacity', 'both full', makeRollout(), 'pass', 'both stacks run at full size: 2 pods each'],
  [
    'capacity',
    'a small preview',
    makeRollout({ desired: 4, preview: makeRevision('bbb', { replicas: replicas(1, 1) }) }),
    'warn',
    'the preview runs 1 of the 4 pods it needs on stage; quotas leave room for 3 more, and whether nodes do shows only when they start',
  ],
  [
    'capacity',
    'a preview that starts',
    previewOf({ replicas: replicas(2, 1) }),
    'block',
    'the preview runs 1 of the 2 pods it needs',
  ],
  [
    'capacity',
    'no node',
    previewOf({ pods: [pod({ state: 'failing', reason: 'Unschedulable: 0/3 nodes are available' })] }),
    'block',
    'shop-bbb-1 finds no node: Unschedulable: 0/3 nodes are available',
  ],
  [
    'capacity',
    'a weak active stack',
    makeRollout({ active: makeRevision('aaa', { replicas: replicas(2, 1) }) }),
    'warn',
    'what is live has 1 of 2 pods ready: there is little to go back to',
  ],
  ['capacity', 'no preview', noPreview, 'block', 'there is no preview'],
  ['cluster-live', 'it is', makeRollout(), 'pass', 'eks-prod answers, and everything it has is followed'],
])('%s, %s', (id, _, rollout, outcome, reason) => {
  expect(find(id, rollout)).toEqual({
    id,
    from: 'rollouts',
    outcome,
    reason,
    observedAt: '2026-11-21T10:12:00Z',
  });
});

it('knows nothing of a cluster that is not live, and says so', () => {
  const source: Source = { ...live, freshness: 'unreachable', reason: 'connection refused' };
  expect(
    checksOf(makeRollout(), source, plenty).map(({ id, outcome, reason }) => [id, outcome, reason]),
  ).toEqual([
    ...['preview-ready', 'analysis', 'digests-pinned', 'capacity'].map(id => [
      id,
      'unknown',
      'not known now: eks-prod is not reachable: connection refused',
    ]),
    ['cluster-live', 'block', 'eks-prod is not reachable: connection refused'],
  ]);
});

it('always has the same checks, so that a policy can name them', () => {
  const ids = (rollout: Rollout) => checksOf(rollout, live, plenty).map(({ id }) => id);
  const all = ['preview-ready', 'analysis', 'digests-pinned', 'capacity', 'cluster-live'];
  expect([ids(makeRollout()), ids(noPreview)]).toEqual([all, all]);
});

describe('capacity, by the quotas of the namespace', () => {
  const small = makeRollout({ desired: 4, preview: makeRevision('bbb', { replicas: replicas(1, 1) }) });
  const by = 'quota team: 8 of 10 pods used';
  const runs = 'the preview runs 1 of the 4 pods it needs on stage';
  const more = 'whether quotas leave room for 3 more is not known';

  it.each<[string, Rollout, Room, Check['outcome'], string]>([
    [
      'too little',
      small,
      { known: true, pods: 2, by },
      'block',
      `${runs}, and there is room for 2 of 3 more (${by})`,
    ],
    ['just enough', small, { known: true, pods: 3, by }, 'warn', `${runs}; quotas leave room for 3 more`],
    [
      'perhaps',
      small,
      { known: true, pods: 9, by, unsure: 'who knows' },
      'unknown',
      `${runs}; ${more}: who knows`,
    ],
    ['surely not', small, { known: true, pods: 1, by, unsure: 'who knows' }, 'block', 'room for 1 of 3 more'],
    ['not readable', small, { known: false, why: 'denied' }, 'unknown', `${runs}; ${more}: denied`],
    ['none, and both are up', makeRollout(), { known: true, pods: 0, by }, 'warn', 'nothing more may start'],
    ['not readable, and both are up', makeRollout(), { known: false, why: 'denied' }, 'pass', 'at full size'],
  ])('%s', (_, rollout, room, outcome, reason) => {
    expect(find('capacity', rollout, live, room)).toMatchObject({
      outcome,
      reason: expect.stringContaining(reason),
    });
  });
});
