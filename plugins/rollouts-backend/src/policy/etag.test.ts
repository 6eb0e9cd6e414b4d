import { makePolicy } from '../__testUtils__/requests';
import { etagOf } from './etag';

const pin = {
  rollout: { cluster: 'eks-prod', namespace: 'store', kind: 'rollout' as const, name: 'shop' },
  uid: 'u',
  revision: 'bbb',
  digests: ['sha256:1', 'sha256:2'],
  pauseStartedAt: '2026-11-21T10:00:00Z',
};
const seen = { pin, requestKind: 'promote' as const, policy: makePolicy() };

function reversed<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).reverse()) as T;
}

describe('etagOf', () => {
  it('is the same of the same, in whatever order', () => {
    expect(etagOf(seen)).toMatch(/^[0-9a-f]{64}$/);
    const other = {
      policy: reversed(seen.policy),
      pin: reversed({ ...pin, rollout: reversed(pin.rollout) }),
    };
    expect(etagOf({ requestKind: 'promote', ...other })).toBe(etagOf(seen));
  });

  it.each([
    ['revision', { ...seen, pin: { ...pin, revision: 'ccc' } }],
    ['digests', { ...seen, pin: { ...pin, digests: ['sha256:1'] } }],
    ['pause', { ...seen, pin: { ...pin, pauseStartedAt: '2026-11-21T10:00:01Z' } }],
    ['rollout', { ...seen, pin: { ...pin, rollout: { ...pin.rollout, name: 'web' } } }],
    ['kind', { ...seen, requestKind: 'promote-full' as const }],
    ['policy', { ...seen, policy: makePolicy({ votes: 3 }) }],
    ['lists of the policy', { ...seen, policy: makePolicy({ within: { voters: [['group:default/x']] } }) }],
  ])('is another of another %s', (_, other) => {
    expect(etagOf(other)).not.toBe(etagOf(seen));
  });
});
