import { type Seen, waitsFor } from './liveness';

const target = { commit: 'c'.repeat(40), tag: 't'.repeat(40) };
const application = {
  sync: { state: 'synced' as const },
  history: [{ commit: { sha: 'd'.repeat(40) } }, { commit: { sha: target.commit } }],
  sentence: 'In sync with ccccccc.',
};
const rollout = {
  verdict: { state: 'healthy' },
  sentence: '3 of 3 pods are ready.',
  active: { revision: 'abc', images: [{ tag: 'sidecar' }, { tag: target.tag }] },
};

describe('waitsFor', () => {
  it.each<[string, Seen, string | undefined]>([
    ['nothing', { application, rollout }, undefined],
    ['its Application', { rollout }, 'Argo CD has no Application of it yet'],
    [
      'a sync',
      { application: { ...application, history: [] }, rollout },
      'Argo CD has not deployed ccccccc yet: In sync with ccccccc.',
    ],
    ['its rollout', { application }, 'its rollout is not there yet'],
    [
      'another image',
      { application, rollout: { ...rollout, active: { revision: 'x', images: [{ tag: 'old' }, {}] } } },
      'ttttttt is not live yet: 3 of 3 pods are ready.',
    ],
    [
      'anything that is live',
      { application, rollout: { ...rollout, active: undefined } },
      'ttttttt is not live yet: 3 of 3 pods are ready.',
    ],
    [
      'health',
      { application, rollout: { ...rollout, verdict: { state: 'unknown' } } },
      '3 of 3 pods are ready.',
    ],
    [
      'the end of a sync',
      { application: { ...application, sync: { state: 'out-of-sync' as const } }, rollout },
      'In sync with ccccccc.',
    ],
  ])('%s', (_, seen, expected) => {
    expect(waitsFor(seen, target)).toBe(expected);
  });
});
