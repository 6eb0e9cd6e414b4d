import { expectReading, type ReadingCase } from '../../__testUtils__/readsAs';

const cases: ReadingCase[] = [
  [
    'an abort that the controller ignores: Paused, abort and no time of it',
    'bg-03-paused',
    { status: { abort: true } },
    {},
    { state: 'progressing', sentence: 'An abort was asked for; the controller has not acted on it yet' },
  ],
  [
    'aborted with traffic on stable; the Paused condition is still true',
    'bg-08-aborted',
    {},
    {},
    {
      state: 'degraded',
      sentence: 'The update to 5d6fcb (5d) was aborted; traffic is on cf77cb (cf), which is stable',
      since: '2026-11-20T21:18:55Z',
    },
  ],
  [
    'aborted with the preview gone',
    'bg-09-aborted-preview-gone',
    {},
    { replicaSets: { '5d6fcb6b44': { desired: 0, current: 0, ready: 0, available: 0 } } },
    {
      state: 'degraded',
      sentence: 'The update to 5d6fcb (5d) was aborted; traffic is on cf77cb (cf), which is stable',
      since: '2026-11-20T21:18:55Z',
    },
  ],
  [
    'aborted after cut-over with good pods',
    'bg-23-aborted-after-cutover',
    {},
    {},
    {
      state: 'degraded',
      sentence: 'The update to b9bd45 (b9) was aborted; traffic is on 55846b (55), which is stable',
      since: '2026-11-20T21:36:48Z',
      reasons: ['The analysis after promotion was stopped before it could judge: it has not passed'],
    },
  ],
  [
    'aborted while the new pods crash: the abort is no proof that traffic is back',
    'bg-25-abort-with-crashing-pods',
    {},
    { replicaSets: { '55fb7f8d68': { ready: 0, available: 0 } } },
    {
      state: 'degraded',
      sentence:
        'The update to 55fb7f (55) was aborted, but traffic is still on 55fb7f (55), stable is 59dd76 (59)',
      since: '2026-11-20T21:38:46Z',
      reasons: ['Traffic goes to 55fb7f (55), where 0 of 2 pods are ready'],
    },
  ],
  [
    'aborted, status says back, the live Service says not',
    'bg-08-aborted',
    {},
    { points: { active: '5d6fcb6b44' } },
    {
      state: 'degraded',
      sentence:
        'The update to 5d6fcb (5d) was aborted, but traffic is still on 5d6fcb (5d), stable is cf77cb (cf)',
      since: '2026-11-20T21:18:55Z',
      reasons: ['Service shop-active points at 5d6fcb (5d), the rollout says cf77cb (cf)'],
    },
  ],
  [
    'aborted by an analysis, and why',
    'bg-30-analysis-fail',
    {},
    {},
    {
      state: 'degraded',
      sentence: 'The update to 5db7d9 (5d) was aborted; traffic is on 6d8948 (6d), which is stable',
      since: '2026-11-20T21:42:41Z',
      reasons: [
        'Blue/green pre-promotion analysis phase error/failed: Metric "success-rate" assessed Failed due to failed (1) > failureLimit (0)',
        'The analysis before promotion failed: Metric "success-rate" assessed Failed due to failed (1) > failureLimit (0)',
      ],
    },
  ],
  [
    'an analysis that could not measure',
    'bg-30-analysis-error',
    {},
    {},
    {
      state: 'degraded',
      sentence: 'The update to 58c444 (58) was aborted; traffic is on 977f49 (97), which is stable',
      since: '2026-11-20T21:43:25Z',
      reasons: [
        'The analysis before promotion could not measure: Metric "success-rate" assessed Error due to consecutiveErrors (5) > consecutiveErrorLimit (4): "Error Message: received non 2xx response code: 500"',
      ],
    },
  ],
  [
    'aborted by the analysis after promotion',
    'bg-31-post-analysis-failed',
    {},
    {},
    {
      state: 'degraded',
      sentence: 'The update to 564c44 (56) was aborted; traffic is on 54bc8b (54), which is stable',
      since: '2026-11-20T21:43:35Z',
    },
  ],
  [
    'a canary that was aborted',
    'canary-03-aborted',
    {},
    {},
    {
      state: 'degraded',
      sentence: 'The update to 755854 (75) was aborted; traffic is on 7b6f8d (7b), which is stable',
      since: '2026-11-20T21:42:11Z',
    },
  ],
  [
    'a retry that the controller has not acted on',
    'bg-08-aborted',
    { status: { abort: false, abortedAt: undefined } },
    {},
    {
      state: 'progressing',
      sentence: '5d6fcb (5d) was aborted and is to be tried again; the controller has not acted on it yet',
    },
  ],
  [
    'a Service that is back a moment before the status tells of the abort',
    'bg-22-cut-over-post-analysis',
    { status: { abort: true } },
    { points: { active: '55846bf4b4' } },
    { state: 'progressing', sentence: 'An abort was asked for; the controller has not acted on it yet' },
  ],
  [
    'a Service that went back although nobody aborted',
    'bg-22-cut-over-post-analysis',
    {},
    { points: { active: '55846bf4b4' } },
    {
      state: 'degraded',
      sentence: 'Service f4-active points at 55846b (55), the rollout says b9bd45 (b9)',
    },
  ],
];

it.each(cases)('%s', (...readingCase) => expectReading(...readingCase));
