import { type FailoverFacts, failoverOf } from './failovers';
import type { UnjudgedMember } from './Unjudged';

const t = (seconds: number) => new Date(Date.parse('2026-11-21T08:12:00Z') + seconds * 1000).toISOString();
const members = (writer?: string): UnjudgedMember[] =>
  ['a', 'b'].map(id => ({ id, role: id === writer ? 'writer' : 'reader', state: 'available' }));
const facts = (given: Partial<FailoverFacts>): FailoverFacts => ({
  members: members('a'),
  isFailingOver: false,
  events: [],
  now: t(60),
  ...given,
});

describe('failoverOf', () => {
  it.each<[string, Partial<FailoverFacts>, object | undefined]>([
    ['nothing', {}, undefined],
    ['the same writer', { before: { writer: 'a' } }, undefined],
    ['another writer', { before: { writer: 'b' } }, { from: 'b', to: 'a', startedAt: t(60), endedAt: t(60) }],
    [
      'a writer that has another name since',
      { before: { writer: 'a-old', members: ['a-old', 'b'] } },
      undefined,
    ],
    [
      'a reader that has taken over from one that was deleted',
      { before: { writer: 'c', members: ['a', 'b', 'c'] } },
      { from: 'c', to: 'a', startedAt: t(60), endedAt: t(60) },
    ],
    [
      'a status that says so',
      { before: { writer: 'a' }, isFailingOver: true },
      { from: 'a', startedAt: t(60) },
    ],
    [
      'one that goes on',
      { before: { lastFailover: { from: 'a', startedAt: t(20) } }, isFailingOver: true },
      { from: 'a', startedAt: t(20) },
    ],
    [
      'the end of one that was seen to begin',
      { before: { lastFailover: { from: 'a', startedAt: t(20) } }, members: members('b') },
      { from: 'a', to: 'b', startedAt: t(20), endedAt: t(60) },
    ],
    [
      'one that changed nothing',
      { before: { lastFailover: { from: 'a', startedAt: t(20) } }, members: members('a') },
      undefined,
    ],
    [
      'one that nobody ended yet',
      { before: { lastFailover: { from: 'a', startedAt: t(20) } }, members: members() },
      { from: 'a', startedAt: t(20) },
    ],
    [
      'only what was told',
      {
        events: [
          { at: t(30), phase: 'completed', to: 'b' },
          { at: t(9), phase: 'started', to: 'b' },
        ],
      },
      { to: 'b', startedAt: t(9), endedAt: t(30) },
    ],
    [
      'times as told and names as seen',
      {
        before: { writer: 'b' },
        events: [
          { at: t(9), phase: 'started' },
          { at: t(30), phase: 'completed' },
        ],
      },
      { from: 'b', to: 'a', startedAt: t(9), endedAt: t(30) },
    ],
    [
      'one of an hour ago that nobody watched',
      {
        before: { writer: 'b', lastFailover: { to: 'b', startedAt: t(-9_000), endedAt: t(-8_980) } },
        events: [
          { at: t(-3_600), phase: 'started', to: 'a' },
          { at: t(-3_580), phase: 'completed', to: 'a' },
        ],
      },
      { from: 'b', to: 'a', startedAt: t(-3_600), endedAt: t(-3_580) },
    ],
    [
      'one that nobody told beside an older one that was',
      {
        before: {
          writer: 'b',
          lastFailover: { from: 'a', to: 'b', startedAt: t(-3_600), endedAt: t(-3_580) },
        },
        events: [{ at: t(-3_580), phase: 'completed', to: 'b' }],
      },
      { from: 'b', to: 'a', startedAt: t(60), endedAt: t(60) },
    ],
    [
      'a start that was told and not ended yet',
      { events: [{ at: t(50), phase: 'started' }] },
      { startedAt: t(50) },
    ],
    [
      'a start of long ago that nobody ended',
      { events: [{ at: t(-3_600), phase: 'started' }] },
      { to: 'a', startedAt: t(-3_600), endedAt: t(-3_600) },
    ],
    [
      'the newer of two',
      {
        before: { lastFailover: { from: 'b', to: 'a', startedAt: t(-9_000), endedAt: t(-8_980) } },
        events: [{ at: t(30), phase: 'completed', to: 'a' }],
      },
      { to: 'a', startedAt: t(30), endedAt: t(30) },
    ],
  ])('knows %s', (_, given, expected) => {
    const { lastFailover } = failoverOf(facts(given));
    expect(lastFailover && JSON.parse(JSON.stringify(lastFailover))).toEqual(expected);
  });

  it('tells what was seen and nobody told', () => {
    expect(failoverOf(facts({ before: { writer: 'b' } })).event).toMatchObject({
      kind: 'failover',
      from: 'portal',
      member: 'a',
      text: 'a takes writes, before it was b',
    });
  });

  it('tells nothing of its own where the source has told it', () => {
    const events = [{ at: t(-3_580), phase: 'completed' as const, to: 'a' }];
    expect(failoverOf(facts({ before: { writer: 'b' }, events })).event).toBeUndefined();
  });
});
