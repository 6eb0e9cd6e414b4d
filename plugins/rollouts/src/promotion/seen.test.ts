import type { RequestState } from '@greenroom/plugin-rollouts-common';
import { makeNewerRollout, makeRequest } from '../__testUtils__/promotions';
import { makeRollout, makeSwappedRollout, makeWaitingRollout } from '../__testUtils__/rollouts';
import { changedSince, type Now, see } from './seen';

const waiting = { rollout: makeWaitingRollout(), request: makeRequest(), stale: false };
const seen = see(waiting);
const again = { reason: 'BlueGreenPause', startedAt: '2026-11-21T10:53:00Z', byHand: false };

it.each<[string | undefined, Partial<Now>]>([
  [undefined, {}],
  ['This is no longer live: what you see may be old.', { stale: true }],
  ['checkout was deleted and made anew.', { rollout: makeWaitingRollout({ uid: 'another' }) }],
  ['Now it is about v1.8.3 (9c8b7a), no longer about v1.8.2 (7d9f4c).', { rollout: makeNewerRollout() }],
  ['Now it is about v1.8.1 (5b6f6b), no longer about v1.8.2 (7d9f4c).', { rollout: makeRollout() }],
  ['It waits no more.', { rollout: makeSwappedRollout() }],
  ['Somebody aborted it.', { rollout: makeWaitingRollout({ aborted: true }) }],
  ['It is another pause than the one you saw.', { rollout: makeWaitingRollout({ pause: again }) }],
  ['The request is gone.', { request: undefined }],
  ['There is another request now, for v1.8.2.', { request: makeRequest({ id: 'r-2' }) }],
  ['What the request is about, or its policy, has changed.', { request: makeRequest({ etag: 'etag-2' }) }],
  ['It is going live now.', { request: makeRequest({ state: 'executing' }) }],
  ['Somebody refused it.', { request: makeRequest({ state: 'rejected' }) }],
])('says what has changed: %s', (sentence, now) => {
  expect(changedSince(seen, { ...waiting, ...now })).toBe(sentence);
});

it('says every end of a request', () => {
  const states: RequestState[] = [
    'approved',
    'promoted',
    'superseded',
    'expired',
    'withdrawn',
    'failed',
    'unknown',
  ];
  const said = states.map(state => changedSince(seen, { ...waiting, request: makeRequest({ state }) }));
  expect(new Set(said).size).toBe(states.length);
});

it('nothing that happens next changes what is past', () => {
  const now = { ...waiting, rollout: makeNewerRollout(), stale: true };
  expect(changedSince({ ...seen, past: true }, now)).toBeUndefined();
});
