import { makeRequest } from '../__testUtils__/requests';
import { noticeOf } from './notices';

const ownersOf = (_: unknown, entityRef: string | undefined) => [entityRef ?? 'group:default/platform'];
const link = '/rollouts/eks-prod/store/rollout/shop';
const common = { link, topic: 'promotions', scope: 'rollouts/request/r-1' };

describe('tells', () => {
  it('those who may vote, but not who asked and who made it', () => {
    const request = makeRequest({ requestedBy: 'user:default/ada', reason: 'the new basket' });
    expect(
      noticeOf({ type: 'votes-wanted', request, voters: ['group:default/store', '*'] }, ownersOf),
    ).toEqual({
      to: ['group:default/store'],
      not: ['user:default/ada', 'user:default/fay'],
      payload: {
        ...common,
        title: 'shop v2 waits for 2 votes',
        description: 'eks-prod/store, v1 → v2. ada asks: “the new basket”.',
        severity: 'normal',
      },
    });
  });

  it('everybody but nobody in particular: nobody', () => {
    const request = makeRequest();
    expect(noticeOf({ type: 'votes-wanted', request, voters: ['*'] }, ownersOf)).toBeUndefined();
  });

  it('requesters and authors too where four eyes are not asked for', () => {
    const request = makeRequest({ requestedBy: 'user:default/ada' });
    const own = { ...request, policy: { ...request.policy, fourEyes: false } };
    expect(
      noticeOf({ type: 'votes-wanted', request: own, voters: ['group:default/store'] }, ownersOf)?.not,
    ).toEqual([]);
  });

  const voted = [{ by: 'user:default/ben', vote: 'reject' as const, reason: 'broken', at: '' }];
  it.each([
    [
      { state: 'promoted' as const, outcome: { text: 'Seen live.', observedAt: '' } },
      'shop v2 is live',
      'Seen live.',
      'normal',
    ],
    [
      { state: 'rejected' as const, votes: voted },
      'shop v2 was rejected',
      'ben rejected it: “broken”.',
      'normal',
    ],
    [
      { state: 'superseded' as const, supersededBy: 'a newer revision: ccc' },
      'shop v2 was overtaken',
      'By a newer revision: ccc.',
      'normal',
    ],
    [{ state: 'expired' as const }, 'shop v2 has expired', '', 'normal'],
    [{ state: 'withdrawn' as const }, 'shop v2 was withdrawn', '', 'normal'],
    [
      { state: 'failed' as const, outcome: { text: 'The controller said no.', observedAt: '' } },
      'shop v2 did not go live',
      'The controller said no.',
      'high',
    ],
    [{ state: 'unknown' as const }, 'shop v2 may or may not be live', '', 'high'],
  ])('owners, requester and voters of %j', (overrides, title, text, severity) => {
    const request = makeRequest({ requestedBy: 'user:default/ada', ...overrides });
    const notice = noticeOf({ type: 'outcome', request }, ownersOf);
    expect(notice?.payload).toEqual({
      ...common,
      title,
      description: `eks-prod/store, v1 → v2. ${text}`.trim(),
      severity,
    });
    expect(notice?.to.slice(0, 2)).toEqual(['component:default/shop', 'user:default/ada']);
  });

  it('that it is held back: who asked and who voted', () => {
    const request = makeRequest({
      requestedBy: 'user:default/ada',
      votes: [{ by: 'user:default/ben', vote: 'approve', reason: '', at: '' }],
    });
    expect(noticeOf({ type: 'held', request, why: 'Frozen until Monday.' }, ownersOf)).toMatchObject({
      to: ['user:default/ben', 'user:default/ada'],
      payload: {
        title: 'shop v2 has its votes and is held back',
        description: expect.stringContaining('Frozen until Monday.'),
      },
    });
  });

  it.each([
    ['break-glass' as const, 'a second person has to acknowledge it'],
    ['break-glass-overdue' as const, 'nobody has acknowledged it within a day'],
  ])('%s loudly, to all but who did it', (type, what) => {
    const request = makeRequest({ breakGlass: { by: 'user:default/dana', reason: 'outage', at: '' } });
    expect(noticeOf({ type, request }, ownersOf)).toMatchObject({
      to: ['component:default/shop', 'group:default/voters', 'group:default/platform'],
      not: ['user:default/dana'],
      payload: {
        title: 'Glass broken: shop v2',
        description: `eks-prod/store, v1 → v2. dana went around the votes: “outage”; ${what}.`,
        severity: 'critical',
      },
    });
  });

  it('a preview that nobody decides on', () => {
    expect(noticeOf({ type: 'reminder', request: makeRequest() }, ownersOf)).toMatchObject({
      to: ['component:default/shop', 'group:default/voters'],
      payload: { title: 'shop v2 still waits', severity: 'low' },
    });
  });

  it('what went live around the portal: to its owners, or to who operates the place', () => {
    const { rollout } = makeRequest();
    const event = { type: 'live-without-request' as const, rollout, revision: 'ccc', text: 'ccc is live.' };
    expect(noticeOf(event, ownersOf)).toEqual({
      to: ['group:default/platform'],
      not: [],
      payload: {
        title: 'shop went live around the portal',
        description: 'eks-prod/store: ccc is live.',
        severity: 'high',
        link,
        topic: 'promotions',
      },
    });
  });

  it('a long reason in short', () => {
    const request = makeRequest({ requestedBy: 'user:default/ada', reason: 'x'.repeat(2_000) });
    const notice = noticeOf({ type: 'votes-wanted', request, voters: ['group:default/store'] }, ownersOf);
    expect(notice?.payload.description).toContain(`“${'x'.repeat(200)}…”`);
  });
});

it.each([
  ['done' as const, 'shop: abort'],
  ['failed' as const, 'shop: the abort failed'],
  ['unknown' as const, 'shop: the abort may or may not have been done'],
])('tells the owners, but not who did it, of an act that is %s', (state, title) => {
  const { rollout, uid, revision, digests } = makeRequest();
  const deed = {
    ...{ id: 'act-1', action: 'abort' as const, rollout, uid, revision, digests, state },
    ...{ by: 'user:default/dana', reason: 'it burns', at: '2026-11-21T10:00:00Z' },
    outcome: { text: 'Traffic is on aaa.', observedAt: '' },
  };
  expect(noticeOf({ type: 'act', deed, entityRef: 'component:default/shop' }, ownersOf)).toEqual({
    to: ['component:default/shop'],
    not: ['user:default/dana'],
    payload: {
      ...{ link, topic: 'promotions', scope: 'rollouts/act/act-1', severity: 'high', title },
      description: 'eks-prod/store. dana: “it burns”. Traffic is on aaa.',
    },
  });
});
