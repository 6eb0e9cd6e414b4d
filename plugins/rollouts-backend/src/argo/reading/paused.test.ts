import { expectReading, type ReadingCase } from '../../__testUtils__/readsAs';

const cases: ReadingCase[] = [
  [
    'a preview that waits for a person',
    'bg-03-paused',
    {},
    {},
    {
      state: 'waiting',
      sentence: 'Preview cf77cb (cf) waits for somebody to promote it',
      since: '2026-11-20T21:18:37Z',
      reasons: ['Paused until somebody lets it go on'],
    },
  ],
  [
    'an analysis that is inconclusive: a person decides',
    'bg-30-analysis-inconclusive',
    {},
    {},
    {
      state: 'waiting',
      sentence: 'The analysis of 79648b (79) was inconclusive: a person has to decide',
      since: '2026-11-20T21:43:29Z',
      reasons: ['Paused by the controller: InconclusiveAnalysisRun'],
    },
  ],
  [
    'a pause at which the analysis still runs',
    'bg-40-prePromotionAnalysis-skipped-after-retry',
    {},
    {},
    {
      state: 'waiting',
      sentence: 'Preview 5fd589 (5f) waits for somebody to promote it',
      since: '2026-11-20T21:39:33Z',
      reasons: ['The analysis before promotion is still running: traffic moves only when it has ended'],
    },
  ],
  [
    'a pause after a retry whose evidence was stopped',
    'bg-40-postPromotionAnalysis-skipped-after-retry',
    {},
    {},
    {
      state: 'waiting',
      sentence: 'Preview 75565c (75) waits for somebody to promote it',
      since: '2026-11-20T21:40:05Z',
      reasons: ['The analysis after promotion was stopped before it could judge: it has not passed'],
    },
  ],
  [
    'a countdown',
    'bg-03-paused',
    { spec: { strategy: { blueGreen: { autoPromotionEnabled: true, autoPromotionSeconds: 90 } } } },
    {},
    {
      state: 'progressing',
      sentence: 'Preview cf77cb (cf) goes live by itself',
      since: '2026-11-20T21:18:37Z',
      reasons: ['Paused for a set time, then it goes on by itself'],
    },
  ],
  [
    'seconds count for nothing where automatic promotion is off',
    'bg-03-paused',
    { spec: { strategy: { blueGreen: { autoPromotionSeconds: 90 } } } },
    {},
    {
      state: 'waiting',
      sentence: 'Preview cf77cb (cf) waits for somebody to promote it',
      since: '2026-11-20T21:18:37Z',
    },
  ],
  [
    'paused by hand on top of the pause of the controller',
    'bg-03-paused',
    { spec: { paused: true } },
    {},
    {
      state: 'waiting',
      sentence: 'Preview cf77cb (cf) waits for somebody to promote it',
      since: '2026-11-20T21:18:37Z',
      reasons: [
        'Somebody also paused the rollout by hand: that has to be lifted first, or a promotion is lost',
      ],
    },
  ],
  [
    'paused by hand alone',
    'bg-02-progressing-preview-starting',
    {
      spec: { paused: true },
      status: {
        phase: 'Paused',
        message: 'manually paused',
        conditions: [
          {
            type: 'Progressing',
            status: 'Unknown',
            reason: 'RolloutPaused',
            lastTransitionTime: '2026-11-20T21:18:40Z',
          },
        ],
      },
    },
    {},
    {
      state: 'waiting',
      sentence: 'Paused by hand: nothing moves until somebody resumes it',
      since: '2026-11-20T21:18:40Z',
    },
  ],
  [
    'paused by hand with nothing to do',
    'bg-07-healthy-steady',
    {
      spec: { paused: true },
      status: {
        phase: 'Paused',
        message: 'manually paused',
        conditions: [
          {
            type: 'Progressing',
            status: 'True',
            reason: 'NewReplicaSetAvailable',
            lastTransitionTime: '2026-11-20T21:18:40Z',
          },
          {
            type: 'Paused',
            status: 'True',
            reason: 'RolloutPaused',
            lastTransitionTime: '2026-11-20T21:20:00Z',
          },
        ],
      },
    },
    {},
    {
      state: 'waiting',
      sentence: 'Paused by hand: nothing moves until somebody resumes it',
      since: '2026-11-20T21:20:00Z',
    },
  ],
  [
    'the way back that 1.9.2 stops at',
    'bg-03-paused',
    {
      status: {
        currentPodHash: '79df45dfbb',
        blueGreen: { activeSelector: 'cf77cbf55', previewSelector: '79df45dfbb' },
      },
    },
    {},
    {
      state: 'waiting',
      sentence:
        'The way back to 79df45 (79) waits for somebody to promote it; traffic is still on cf77cb (cf)',
      since: '2026-11-20T21:18:37Z',
    },
  ],
  [
    'a canary at a step that waits for a person',
    'canary-01-paused-step1',
    {},
    {},
    {
      state: 'waiting',
      sentence: 'Canary 755854 (75) waits at step 2 of 6 for somebody to let it go on',
      since: '2026-11-20T21:42:07Z',
    },
  ],
  [
    'a canary at a timed step',
    'canary-05-timed-pause',
    {},
    {},
    {
      state: 'progressing',
      sentence: 'Canary 7d7666 (7d) waits at step 6 of 6 and goes on by itself',
      since: '2026-11-20T21:42:31Z',
    },
  ],
];

it.each(cases)('%s', (...readingCase) => expectReading(...readingCase));
