import type { RequestKind, RequestState } from '@greenroom/plugin-rollouts-common';
import { makeRequest } from '../__testUtils__/requests';
import type { DeedAction, DeedRecord } from '../deeds/DeedStore';
import type { StoredRequest } from '../promotions/PromotionStore';
import type { Hand } from './Hand';
import { ownHandOf } from './ownHand';

const at = (second: number) => `2026-11-21T10:00:${String(second).padStart(2, '0')}.000Z`;
/** A request of `bbb` beside the stable `aaa`, made at second 20. */
const query = { uid: 'uid-shop', since: at(20), besides: 'r-1' };

function makeDeed(overrides: Partial<DeedRecord> = {}): DeedRecord {
  const { rollout, uid, digests } = makeRequest();
  const deed = { id: 'act-1', action: 'abort' as const, rollout, uid, digests, revision: 'bbb' };
  const words = { by: 'user:default/ada', reason: 'it burns', at: at(25) };
  return { ...deed, ...words, sentAt: at(26), lastSentAt: at(26), state: 'done', ...overrides };
}

function stored(requestKind: RequestKind, overrides: Partial<StoredRequest['request']> = {}): StoredRequest {
  const request = makeRequest({ id: 'r-2', requestKind, state: 'promoted', ...overrides });
  return { request, execution: { fence: 1, sentAt: Date.parse(at(26)) }, version: 3 };
}

const toStable = { action: 'return-to-stable' as const, toRevision: 'aaa' };
const did = (what: Hand['did'], revision: string): Hand => ({ did: what, revision });

describe('what a waiting request finds was done through the portal', () => {
  it.each<[string, Partial<DeedRecord>, Hand, string | undefined]>([
    ['abort, aborted', {}, did('aborted', 'bbb'), 'the abort that ada asked for'],
    ['abort, another revision', {}, did('aborted', 'ccc'), undefined],
    ['abort, live', {}, did('went-live', 'bbb'), undefined],
    ['abort, let go on', {}, did('let-go-on', 'bbb'), undefined],
    ['pause, paused', { action: 'pause' }, did('paused', 'bbb'), 'the pause that ada asked for'],
    ['pause, aborted', { action: 'pause' }, did('aborted', 'bbb'), undefined],
    ['resume, resumed', { action: 'resume' }, did('resumed', 'bbb'), 'the resuming that ada asked for'],
    ['resume, let go on', { action: 'resume' }, did('let-go-on', 'bbb'), undefined],
    ['restart, restarted', { action: 'restart' }, did('restarted', 'bbb'), 'the restart that ada asked for'],
    ['restart, live', { action: 'restart' }, did('went-live', 'bbb'), undefined],
    ['return, aborted', toStable, did('aborted', 'bbb'), 'the return to stable that ada asked for'],
    [
      'return, its own pause ended',
      toStable,
      did('let-go-on', 'aaa'),
      'the return to stable that ada asked for',
    ],
    ['return, live', toStable, did('went-live', 'aaa'), 'the return to stable that ada asked for'],
    [
      'return, the stable one asked for',
      toStable,
      did('turned', 'aaa'),
      'the return to stable that ada asked for',
    ],
    ['return, live elsewhere', toStable, did('went-live', 'bbb'), undefined],
    ['return, the pause of what it left', toStable, did('let-go-on', 'bbb'), undefined],
    [
      'undo, turned',
      { action: 'undo', toRevision: 'aaa' },
      did('turned', 'aaa'),
      'the undo to aaa that ada asked for',
    ],
    ['undo, another new image', { action: 'undo', toRevision: 'aaa' }, did('turned', 'ccc'), undefined],
    ['undo, live', { action: 'undo', toRevision: 'aaa' }, did('went-live', 'aaa'), undefined],
  ])('%s', (_, deed, hand, expected) => {
    expect(ownHandOf(hand, query, { deeds: [makeDeed(deed)], requests: [] })).toBe(expected);
  });

  it.each<[DeedRecord['state'], boolean]>([
    ['executing', true],
    ['done', true],
    ['failed', true],
    ['unknown', true],
    ['refused', false],
    ['superseded', false],
    ['not-sent', false],
  ])('of an act that is %s: %s', (state, isNamed) => {
    const records = { deeds: [makeDeed({ state })], requests: [] };
    expect(ownHandOf(did('aborted', 'bbb'), query, records) !== undefined).toBe(isNamed);
  });

  it.each<[string, Partial<DeedRecord>, boolean]>([
    ['nothing was sent of', { sentAt: undefined, lastSentAt: undefined }, false],
    ['was over long before', { sentAt: at(1), lastSentAt: at(1) }, false],
    ['a cache showed late', { sentAt: at(15), lastSentAt: at(15) }, true],
    ['began before and went on', { sentAt: at(1), lastSentAt: at(30) }, true],
    ['asks', { id: query.besides }, false],
  ])('of an act that %s: %#', (_, deed, isNamed) => {
    const records = { deeds: [makeDeed(deed)], requests: [] };
    expect(ownHandOf(did('aborted', 'bbb'), query, records) !== undefined).toBe(isNamed);
  });

  const asked = { requestedBy: 'user:default/ada' };
  it.each<[RequestKind, Hand, string | undefined]>([
    ['promote', did('went-live', 'bbb'), 'the promotion that ada asked for'],
    ['promote', did('let-go-on', 'bbb'), 'the promotion that ada asked for'],
    ['promote', did('aborted', 'bbb'), undefined],
    ['promote', did('went-live', 'ccc'), undefined],
    ['promote-full', did('went-live', 'bbb'), 'the full promotion that ada asked for'],
    ['promote-full', did('asked-in-full', 'bbb'), 'the full promotion that ada asked for'],
    ['retry', did('tried-again', 'bbb'), 'the retry that ada asked for'],
    ['retry', did('went-live', 'bbb'), undefined],
  ])('another request, to %s, %j', (kind, hand, expected) => {
    expect(ownHandOf(hand, query, { deeds: [], requests: [stored(kind, asked)] })).toBe(expected);
  });

  it.each<[RequestState, boolean]>([
    ['executing', true],
    ['promoted', true],
    ['failed', true],
    ['unknown', true],
    ['approved', false],
    ['superseded', false],
    ['withdrawn', false],
  ])('another request that is %s: %s', (state, isNamed) => {
    const records = { deeds: [], requests: [stored('promote-full', { ...asked, state })] };
    expect(ownHandOf(did('went-live', 'bbb'), query, records) !== undefined).toBe(isNamed);
  });

  it('of a request that only the portal made, those who let it go', () => {
    const vote = { vote: 'approve' as const, reason: '', at: at(25) };
    const votes = ['user:default/ben', 'user:default/chen'].map(by => ({ by, ...vote }));
    const breakGlass = { by: 'user:default/dana', reason: 'now', at: at(25) };
    const told = (overrides: Parameters<typeof stored>[1]) =>
      ownHandOf(did('went-live', 'bbb'), query, { deeds: [], requests: [stored('promote', overrides)] });
    expect(told({ votes })).toBe('the promotion that ben and chen approved');
    expect(told({ breakGlass })).toBe('the promotion that dana broke the glass for');
  });
});

it.each<DeedAction>(['abort', 'pause', 'resume', 'restart', 'return-to-stable', 'undo', 'nudge'])(
  'an %s of somebody else explains no pause that another pause replaced',
  action => {
    const records = { deeds: [makeDeed({ action, revision: 'zzz', toRevision: 'zzz' })], requests: [] };
    expect(ownHandOf(did('let-go-on', 'bbb'), query, records)).toBeUndefined();
  },
);
