import { expectReading, type ReadingCase } from '../../__testUtils__/readsAs';

const cases: ReadingCase[] = [
  [
    'steady',
    'bg-07-healthy-steady',
    {},
    {},
    {
      state: 'healthy',
      sentence: 'cf77cb (cf) is live; 2 of 2 pods are ready',
      since: '2026-11-20T21:18:39Z',
      reasons: ['2 of 2 pods are ready'],
    },
  ],
  [
    'healthy on the evidence of a stopped analysis: said',
    'bg-07-healthy-steady',
    {
      status: {
        blueGreen: {
          postPromotionAnalysisRunStatus: { name: 'a', status: 'Successful', message: 'Run Terminated' },
        },
      },
    },
    {},
    {
      state: 'healthy',
      sentence: 'cf77cb (cf) is live; 2 of 2 pods are ready',
      since: '2026-11-20T21:18:39Z',
      reasons: ['The analysis after promotion was stopped before it could judge: it has not passed'],
    },
  ],
  [
    'one replica',
    'bg-07-healthy-steady',
    { spec: { replicas: 1 } },
    {},
    {
      state: 'healthy',
      sentence: 'cf77cb (cf) is live; 1 of 1 pod is ready',
      since: '2026-11-20T21:18:39Z',
      reasons: ['One replica is no redundancy'],
    },
  ],
  [
    'scaled to zero',
    'bg-07-healthy-steady',
    { spec: { replicas: 0 } },
    {},
    {
      state: 'healthy',
      sentence: 'Scaled to zero: nothing runs and nobody is served',
      since: '2026-11-20T21:18:39Z',
    },
  ],
  [
    'healthy by its word, one pod short by what is seen',
    'bg-07-healthy-steady',
    {},
    { replicaSets: { cf77cbf55: { ready: 1, available: 1 } } },
    { state: 'progressing', sentence: 'cf77cb (cf) is live; 1 of 2 pods are ready' },
  ],
  [
    'after an undo, healthy while the condition still says not',
    'bg-12-after-undo',
    {},
    {},
    {
      state: 'healthy',
      sentence: 'cf77cb (cf) is live; 2 of 2 pods are ready',
      since: '2026-11-20T21:19:38Z',
    },
  ],
];

it.each(cases)('%s', (...readingCase) => expectReading(...readingCase));
