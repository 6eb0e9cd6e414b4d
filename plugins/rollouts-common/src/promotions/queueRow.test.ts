import { makePerson, makeRequest, makeVote } from '../__testUtils__/promotions';
import { mayAcknowledge, mayExecute, mayVote } from './decisions';
import type { QueueItem } from './promotionRequest';
import { queueRowOf, queueRowSchema } from './queueRow';
import { tally } from './tally';

const ben = makePerson('user:default/ben', ['group:default/storefront']);
const chen = makePerson('user:default/chen', ['group:default/approvers']);
const glass = { by: 'user:default/dana', reason: 'Down', at: '2026-11-21T10:50:00Z' };

const requests = [
  makeRequest(),
  makeRequest({ requestedBy: ben.ref, votes: [makeVote(chen.ref)] }),
  makeRequest({ state: 'approved', votes: [makeVote(chen.ref)], heldBy: 'Frozen' }),
  makeRequest({ state: 'promoted', breakGlass: glass }),
  makeRequest({ authors: { known: false, why: 'nobody knows' } }),
];

const item = (request?: QueueItem['request']): QueueItem => ({
  rollout: { cluster: 'eks-prod', namespace: 'storefront', kind: 'rollout', name: 'checkout' },
  engine: 'argo',
  strategy: 'blue-green',
  revision: '7d9f4c',
  pauseStartedAt: '',
  waitingSince: '',
  sentence: 'waits',
  checks: [],
  votes: { cast: 0, needed: 1 },
  voters: [],
  ...(request && { request }),
});

it.each(requests)('decides of a row what it decides of the whole request: %#', request => {
  const row = queueRowSchema.parse(JSON.parse(JSON.stringify(queueRowOf(item(request)))));
  expect(row.request && tally(row.request)).toEqual(tally(request));
  for (const person of [ben, chen]) {
    for (const rule of [mayVote, mayExecute, mayAcknowledge]) {
      expect(row.request && rule(person, row.request)).toEqual(rule(person, request));
    }
  }
});

it('leaves out of the request what no row shows', () => {
  const row = queueRowOf(item(makeRequest()));
  expect(row.request).not.toHaveProperty('digests');
  expect(row.request?.policy).not.toHaveProperty('freezes');
  expect(queueRowOf(item())).toEqual(item());
});
