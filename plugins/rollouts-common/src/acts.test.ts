import { actNames, allowedActs, noActs } from './acts';
import { type Revision, type Rollout, rolloutSchema } from './rollout';

function revision(hash: string, overrides: Partial<Revision> = {}): Revision {
  const replicas = { desired: 2, current: 2, ready: 2, available: 2 };
  return { revision: hash, images: [], replicas, pods: [], roles: [], ...overrides };
}

const old = revision('aaa');
const next = revision('bbb');
const pause = { reason: 'BlueGreenPause', startedAt: '2026-11-21T10:00:00Z', byHand: false };
const none = { desired: 0, current: 0, ready: 0, available: 0 };

/** A preview that waits for a promotion. */
function makeRollout(overrides: Partial<Rollout> = {}): Rollout {
  return rolloutSchema.parse({
    cluster: 'eks-prod',
    namespace: 'store',
    kind: 'rollout',
    name: 'shop',
    uid: 'u-1',
    engine: 'argo',
    strategy: 'blue-green',
    verdict: { state: 'waiting', reasons: [] },
    sentence: 'Preview bbb waits for somebody to promote it',
    desired: 2,
    lockInstalled: true,
    promotion: 'by-person',
    active: old,
    preview: next,
    stable: old,
    revisions: [next, old],
    services: [],
    analysis: [],
    pause,
    aborted: false,
    acts: {},
    ...overrides,
  });
}

const live = { active: old, preview: undefined, pause: undefined, revisions: [old] };
const wayBack = { active: next, preview: old, stable: old };
const aborted = { aborted: true, pause: undefined };
const goneNext = revision('bbb', { replicas: none });

describe('allowedActs', () => {
  it.each<[string, Partial<Rollout>, string]>([
    ['a preview waits', {}, 'abort pause promote promote-full restart return-to-stable undo'],
    ['one revision is live', live, 'pause restart'],
    ['paused by hand', { pause: { ...pause, byHand: true } }, 'abort restart resume return-to-stable undo'],
    [
      'the way back of 1.9.2 waits',
      wayBack,
      'abort pause promote promote-full restart return-to-stable undo',
    ],
    ['aborted, pods are up', aborted, 'pause restart undo'],
    ['aborted, pods are gone', { ...aborted, preview: goneNext }, 'pause restart retry undo'],
    [
      'aborted past the cut-over',
      { ...aborted, active: next, preview: undefined },
      'pause restart return-to-stable undo',
    ],
    [
      'what waits is being replaced',
      { verdict: { state: 'progressing', reasons: [] } },
      'abort pause promote-full restart return-to-stable undo',
    ],
    [
      'it goes live by itself, sooner if somebody says so',
      { verdict: { state: 'progressing', reasons: [] }, promotion: 'after-delay' },
      'abort pause promote promote-full restart return-to-stable undo',
    ],
    [
      'nothing was ever live',
      { active: undefined, stable: undefined, preview: undefined, pause: undefined },
      'pause undo',
    ],
    ['a canary', { strategy: 'canary' }, ''],
    ['Flagger', { engine: 'flagger' }, ''],
  ])('%s', (_, overrides, allowed) => {
    const acts = allowedActs(makeRollout(overrides));
    const names = actNames.filter(name => acts[name].allowed);
    expect([...names].sort().join(' ')).toBe(allowed);
    expect(actNames.filter(name => acts[name].allowed === (acts[name].why !== undefined))).toEqual([]);
  });

  it('says why in a sentence', () => {
    const { acts, ...rollout } = makeRollout({ ...aborted });
    expect(acts).toEqual({});
    expect(allowedActs({ ...rollout, acts }).retry).toEqual({
      allowed: false,
      why: 'The pods of the aborted revision are still up: until they are gone it could go live without a pause',
    });
  });
});

it('noActs allows nothing, for one reason', () => {
  const reasons = Object.values(noActs('unreachable')).map(({ allowed, why }) => `${allowed}: ${why}`);
  expect(reasons).toEqual(actNames.map(() => 'false: unreachable'));
});
