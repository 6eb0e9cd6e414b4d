import type { RolloutRow } from '@greenroom/plugin-rollouts-common';
import { makeRow, makeSource, makeWaitingRow } from '../__testUtils__/rollouts';
import { revisionNotes } from './revisionNotes';

const checkout = 'component:default/checkout';
const links = {
  one: ({ cluster, name }: RolloutRow) => `/rollouts/${cluster}/${name}`,
  service: () => '/catalog/checkout/rollout',
};
const down = {
  freshness: 'unreachable',
  since: '2026-11-21T10:44:00Z',
  reason: 'connection refused',
} as const;
const sources = [makeSource('eks-prod'), makeSource('eks-staging'), makeSource('metal-1', down)];

function noteOf(...rows: RolloutRow[]) {
  return revisionNotes(rows, { services: new Set([checkout]), sources, links }).get(checkout);
}

const linesOf = (...rows: RolloutRow[]) =>
  noteOf(...rows)?.lines.map(({ text, state, since }) => [text, state, since]);

const live = ['v1.8.1', undefined, undefined];
const moving = { ...makeWaitingRow(), pauseStartedAt: undefined };

it.each<[string, RolloutRow[], unknown[]]>([
  ['what is live', [makeRow()], [live]],
  [
    'what waits beside it, and since when',
    [makeWaitingRow()],
    [live, ['v1.8.2 waits', 'waiting', '2026-11-21T10:42:00Z']],
  ],
  [
    'what is coming',
    [{ ...moving, verdict: { state: 'progressing', reasons: [] } }],
    [live, ['v1.8.2 comes', 'progressing', undefined]],
  ],
  [
    'what fails',
    [{ ...moving, verdict: { state: 'degraded', reasons: [] } }],
    [live, ['v1.8.2 fails', 'degraded', undefined]],
  ],
  ['one revision once', [makeRow(), makeRow({ cluster: 'eks-staging' })], [live]],
  [
    'that others are live elsewhere',
    [makeWaitingRow(), makeRow({ cluster: 'eks-staging', activeTag: 'v1.9.0' })],
    [
      ['v1.8.1, v1.9.0', undefined, undefined],
      ['v1.8.2 waits', 'waiting', '2026-11-21T10:42:00Z'],
    ],
  ],
  [
    'how many there are when there is no room for all',
    ['v1', 'v2', 'v3'].map(activeTag => makeRow({ activeTag, namespace: activeTag })),
    [['v1, 2 others', undefined, undefined]],
  ],
  [
    'of several that stand beside it those that need a person most',
    [
      makeWaitingRow(),
      makeWaitingRow({ cluster: 'eks-staging', previewTag: 'v1.8.3' }),
      { ...moving, namespace: 'other', previewTag: 'v9', verdict: { state: 'progressing', reasons: [] } },
    ],
    [live, ['2 revisions wait', 'waiting', '2026-11-21T10:42:00Z']],
  ],
  [
    'a revision without a tag by its hash',
    [makeRow({ activeTag: undefined })],
    [['5b6f6b', undefined, undefined]],
  ],
  [
    'that nothing is live before the first revision is',
    [makeRow({ activeTag: undefined, activeRevision: undefined })],
    [['nothing live', undefined, undefined]],
  ],
  [
    'of a cluster out of reach what it was',
    [makeWaitingRow({ cluster: 'metal-1' })],
    [
      ['was v1.8.1', 'unknown', '2026-11-21T10:44:00Z'],
      ['was v1.8.2', 'unknown', undefined],
    ],
  ],
  [
    'what can be looked at before what cannot, and of neither that it is known',
    [makeRow({ cluster: 'metal-1', activeTag: 'v0.1.0' }), makeRow()],
    [['v1.8.1, was v0.1.0', 'unknown', undefined]],
  ],
])('says %s', (_, rows, lines) => {
  expect(linesOf(...rows)).toEqual(lines);
});

it('leads to the one rollout, or to the service when there are several, and tells all of them', () => {
  expect(noteOf(makeRow())?.href).toBe('/rollouts/eks-prod/checkout');
  const note = noteOf(makeRow(), makeRow({ cluster: 'metal-1' }));
  expect(note?.href).toBe('/catalog/checkout/rollout');
  expect(note?.about).toBe(
    'eks-prod / shop / checkout: v1.8.1 (5b6f6b) is live with 6 of 6 replicas\nmetal-1 / shop / checkout: metal-1 is not reachable. Last known: healthy, v1.8.1 (5b6f6b) is live with 6 of 6 replicas',
  );
});

it('says nothing of services that nobody asked for', () => {
  expect(noteOf(makeRow({ entityRef: 'component:default/search' }), makeRow({ entityRef: undefined }))).toBe(
    undefined,
  );
});
