import { expectReading, type ReadingCase } from '../../__testUtils__/readsAs';

const cases: ReadingCase[] = [
  [
    'cut over and crashing',
    'bg-24-cut-over-crashing',
    {},
    {
      replicaSets: { '55fb7f8d68': { ready: 0, available: 0 } },
      pods: {
        '55fb7f8d68': [
          { ready: false, reason: 'CrashLoopBackOff', restarts: 3, notReadySince: '2026-11-20T21:38:43Z' },
          { ready: false, notReadySince: '2026-11-20T21:38:41Z' },
        ],
      },
    },
    {
      state: 'degraded',
      sentence: 'Traffic goes to 55fb7f (55), where 0 of 2 pods are ready',
      since: '2026-11-20T21:38:43Z',
      reasons: ['1 of 2 pods of 55fb7f (55) fails: CrashLoopBackOff'],
    },
  ],
  [
    'a preview whose image can not be pulled',
    'bg-02-progressing-preview-starting',
    {},
    {
      replicaSets: { cf77cbf55: { ready: 0, available: 0 } },
      pods: {
        cf77cbf55: [
          { ready: false, phase: 'Pending', reason: 'ImagePullBackOff' },
          { ready: false, phase: 'Pending', reason: 'ImagePullBackOff' },
        ],
      },
    },
    {
      state: 'degraded',
      sentence: '2 of 2 pods of preview cf77cb (cf) fail: ImagePullBackOff',
      reasons: ['Preview cf77cb (cf) is starting: 0 of 2 pods are ready'],
    },
  ],
  [
    'a preview that crashes while it waits for a person',
    'bg-03-paused',
    {},
    {
      pods: {
        cf77cbf55: [
          { ready: false, reason: 'CrashLoopBackOff', notReadySince: '2026-11-20T21:30:00Z' },
          { ready: false, reason: 'CrashLoopBackOff', notReadySince: '2026-11-20T21:29:00Z' },
          {},
        ],
      },
    },
    {
      state: 'degraded',
      sentence: '2 of 3 pods of preview cf77cb (cf) fail: CrashLoopBackOff',
      since: '2026-11-20T21:29:00Z',
      reasons: ['Preview cf77cb (cf) waits for somebody to promote it'],
    },
  ],
  [
    'a deadline that passed',
    'bg-11-degraded-bad-image',
    {},
    { replicaSets: { f9d9f799d: { ready: 0, available: 0 } } },
    {
      state: 'degraded',
      sentence: 'f9d9f7 (f9) did not become ready in time; traffic is on cf77cb (cf)',
      since: '2026-11-20T21:19:38Z',
      reasons: ['ReplicaSet "shop-f9d9f799d" has timed out progressing.'],
    },
  ],
  [
    'a specification that the controller refuses',
    'bg-07-healthy-steady',
    {
      status: {
        phase: 'Degraded',
        message: 'InvalidSpec: The Rollout "shop" is invalid: spec.strategy: Required value',
        conditions: [{ type: 'InvalidSpec', status: 'True', lastTransitionTime: '2026-11-20T22:00:00Z' }],
      },
    },
    {},
    {
      state: 'degraded',
      sentence: 'The controller refuses the specification',
      since: '2026-11-20T22:00:00Z',
      reasons: ['The Rollout "shop" is invalid: spec.strategy: Required value'],
    },
  ],
  [
    'a Service that is missing',
    'bg-07-healthy-steady',
    {},
    { points: { active: null } },
    { state: 'degraded', sentence: 'Service shop-active does not exist' },
  ],
  [
    'a live selector that disagrees with the status',
    'bg-07-healthy-steady',
    {},
    { points: { active: '79df45dfbb' }, replicaSets: { '79df45dfbb': {} } },
    {
      state: 'degraded',
      sentence: 'Service shop-active points at 79df45 (79), the rollout says cf77cb (cf)',
    },
  ],
  [
    'a selector from which the hash was taken: every pod gets traffic',
    'bg-07-healthy-steady',
    {},
    { points: { active: '' } },
    {
      state: 'degraded',
      sentence:
        'Service shop-active points at every pod it matches (no revision is in its selector), the rollout says cf77cb (cf)',
    },
  ],
  [
    'a Service that is a moment ahead of the status while traffic moves',
    'bg-02-progressing-preview-starting',
    { status: { message: 'active service cutover pending' } },
    { points: { active: 'cf77cbf55' } },
    {
      state: 'progressing',
      sentence: 'cf77cb (cf) is live; it is being verified, 79df45 (79) stays up until it ends',
      since: '2026-11-20T21:18:36Z',
    },
  ],
  [
    'healthy by a word that nothing agrees with',
    'bg-03-paused',
    {
      status: {
        phase: 'Healthy',
        message: undefined,
        pauseConditions: undefined,
        controllerPause: undefined,
      },
    },
    {},
    {
      state: 'unknown',
      sentence:
        'The controller says Healthy; traffic is on 79df45 (79), stable is 79df45 (79): that does not fit together',
    },
  ],
];

it.each(cases)('%s', (...readingCase) => expectReading(...readingCase));
