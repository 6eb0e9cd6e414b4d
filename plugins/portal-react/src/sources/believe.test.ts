import type { Source, Verdict } from '@greenroom/plugin-portal-common';
import { believer } from './believe';
import { notLiveClauses } from './notLive';
import { sourcesOf } from './sourcesOf';

const makeSource = (name: string, overrides: Partial<Source> = {}): Source => ({
  id: `cluster:${name}`,
  kind: 'cluster',
  freshness: 'live',
  ...overrides,
});
const verdict: Verdict = { state: 'healthy', reasons: [] };
const row = { cluster: 'eks-prod', verdict, sentence: 'v1.8.1 is live' };

it('leaves what is live as it is', () => {
  expect(believer([makeSource('eks-prod'), makeSource('eks-staging', { freshness: 'denied' })])(row)).toBe(
    row,
  );
});

it.each<[Source['freshness'], string]>([
  ['unreachable', 'eks-prod is not reachable. Last known: healthy, v1.8.1 is live'],
  ['denied', 'eks-prod refuses us. Last known: healthy, v1.8.1 is live'],
  ['connecting', 'eks-prod has not answered yet. Last known: healthy, v1.8.1 is live'],
  ['stale', 'eks-prod has fallen behind. Last known: healthy, v1.8.1 is live'],
])('knows nothing of what is %s', (freshness, sentence) => {
  const source = makeSource('eks-prod', {
    freshness,
    since: '2026-11-21T10:51:00Z',
    reason: 'connection refused',
  });
  const believed = believer([source])(row);
  expect(believed.verdict.state).toBe('unknown');
  expect(believed.verdict.reasons[0]).toEqual({ text: 'connection refused', ref: 'cluster:eks-prod' });
  expect(believed).toMatchObject({ since: '2026-11-21T10:51:00Z', sentence });
});

it('says only once that something is unknown', () => {
  const unknown = {
    ...row,
    verdict: { state: 'unknown' as const, reasons: [{ text: 'connection refused' }] },
  };
  expect(believer([makeSource('eks-prod', { freshness: 'unreachable' })])(unknown)).toBe(unknown);
});

it('reads what is in a cluster from its cluster and from nothing else', () => {
  const sources = [makeSource('eks-prod'), { ...makeSource('eks-prod'), kind: 'aws' as const }];
  expect(sourcesOf(row, sources)).toEqual([sources[0]]);
});

it('names what is not live at the end of a sentence', () => {
  expect(
    notLiveClauses([
      makeSource('eks-prod'),
      makeSource('eks-dev', { freshness: 'unreachable' }),
      makeSource('metal-1', { freshness: 'unreachable' }),
      makeSource('gke', { freshness: 'denied' }),
    ]),
  ).toEqual(['eks-dev and metal-1 are not reachable', 'gke refuses us']);
});
