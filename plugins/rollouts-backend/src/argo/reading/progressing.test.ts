import { expectReading, type ReadingCase } from '../../__testUtils__/readsAs';

const cases: ReadingCase[] = [
  [
    'a newer spec that the controller has not seen',
    'bg-03-paused',
    { metadata: { generation: 4 } },
    {},
    {
      state: 'progressing',
      sentence: 'The last change of shop has not been seen by the controller yet',
      reasons: ['Before it the controller said Paused'],
    },
  ],
  [
    'an observed generation that is a number equals the string',
    'bg-03-paused',
    { status: { observedGeneration: 3 } },
    {},
    {
      state: 'waiting',
      sentence: 'Preview cf77cb (cf) waits for somebody to promote it',
      since: '2026-11-20T21:18:37Z',
    },
  ],
  [
    'a rollout that no controller has touched',
    'bg-01-healthy-first',
    { status: undefined },
    {},
    { state: 'progressing', sentence: 'shop has not been seen by the controller yet' },
  ],
  [
    'a referenced workload whose template was not observed',
    'bg-07-healthy-steady',
    {
      metadata: { annotations: { 'rollout.argoproj.io/workload-generation': '7' } },
      spec: { workloadRef: { kind: 'Deployment', name: 'shop' } },
      status: { workloadObservedGeneration: '6' },
    },
    {},
    { state: 'progressing', sentence: 'The last change of shop has not been seen by the controller yet' },
  ],
  [
    'a promotion that the controller has not picked up: the phase still says Paused',
    'bg-04-promote-reply',
    {},
    {},
    { state: 'progressing', sentence: 'cf77cb (cf) was told to go on; the controller has not moved yet' },
  ],
  [
    'a promotion that moves',
    'bg-04-promote-reply',
    { status: { phase: 'Progressing', message: 'active service cutover pending' } },
    {},
    { state: 'progressing', sentence: 'cf77cb (cf) was told to go on and is going live' },
  ],
  [
    'a full promotion that was asked for',
    'bg-20-pre-analysis-running',
    { status: { promoteFull: true } },
    {},
    {
      state: 'progressing',
      sentence: 'Preview 74d988 (74) is up; the analysis before promotion is running',
      since: '2026-11-20T21:35:45Z',
      reasons: [
        'A full promotion was asked for: it skips pauses and analyses, and an abort is ignored meanwhile',
      ],
    },
  ],
  [
    'a preview that starts',
    'bg-02-progressing-preview-starting',
    {},
    { replicaSets: { cf77cbf55: { ready: 1, available: 0 } } },
    {
      state: 'progressing',
      sentence: 'Preview cf77cb (cf) is starting: 1 of 2 pods are ready',
      since: '2026-11-20T21:18:36Z',
      reasons: ['The controller says: more replicas need to be updated'],
    },
  ],
  [
    'a preview whose pods are still up from before goes live without a pause',
    'bg-02-progressing-preview-starting',
    {},
    { replicaSets: { cf77cbf55: { scaleDownAt: '2026-11-20T21:19:00Z' } } },
    {
      state: 'progressing',
      sentence: 'Preview cf77cb (cf) is being brought up beside 79df45 (79)',
      since: '2026-11-20T21:18:36Z',
      reasons: ['The pods of cf77cb (cf) are still up from before: it can go live without a pause'],
    },
  ],
  [
    'an update that took the place of another: since its own revision was made',
    'bg-02-progressing-preview-starting',
    {},
    { replicaSets: { cf77cbf55: { ready: 1, available: 0, createdAt: '2026-11-20T21:25:00Z' } } },
    {
      state: 'progressing',
      sentence: 'Preview cf77cb (cf) is starting: 1 of 2 pods are ready',
      since: '2026-11-20T21:25:00Z',
    },
  ],
  [
    'an update to a revision that was made long ago: since it began',
    'bg-02-progressing-preview-starting',
    {},
    { replicaSets: { cf77cbf55: { ready: 1, available: 0, createdAt: '2026-11-19T10:00:00Z' } } },
    {
      state: 'progressing',
      sentence: 'Preview cf77cb (cf) is starting: 1 of 2 pods are ready',
      since: '2026-11-20T21:18:36Z',
    },
  ],
  [
    'the first deploy',
    'bg-01-healthy-first',
    {
      status: {
        phase: 'Progressing',
        message: 'more replicas need to be updated',
        blueGreen: { activeSelector: '', previewSelector: '' },
        conditions: undefined,
      },
    },
    {
      replicaSets: { '79df45dfbb': { ready: 0, available: 0 } },
      points: { active: undefined, preview: undefined },
    },
    {
      state: 'progressing',
      sentence: 'First revision 79df45 (79) is starting: 0 of 2 pods are ready; it goes live without a pause',
    },
  ],
  [
    'a preview that is replaced before the status tells of it',
    'bg-03-paused',
    {},
    {
      replicaSets: { f9d9f799d: { revision: 9, ready: 0, available: 0 } },
      points: { preview: 'f9d9f799d' },
    },
    {
      state: 'progressing',
      sentence: 'f9d9f7 (f9) is taking the place of cf77cb (cf)',
      reasons: ['The controller has not told of it yet; it said Paused'],
    },
  ],
  [
    'cut over, verified',
    'bg-22-cut-over-post-analysis',
    {},
    {},
    {
      state: 'progressing',
      sentence:
        'b9bd45 (b9) is live; the analysis after promotion is running, 55846b (55) stays up until it ends',
      since: '2026-11-20T21:36:41Z',
    },
  ],
  [
    'a restart',
    'bg-07-healthy-steady',
    {
      spec: { restartAt: '2026-11-20T22:00:00Z' },
      status: { phase: 'Progressing', message: 'rollout is restarting' },
    },
    {},
    {
      state: 'progressing',
      sentence: 'The pods of cf77cb (cf) are being restarted',
      reasons: ['A restart of all pods is asked for at 2026-11-20T22:00:00Z'],
    },
  ],
  [
    'the first revision of a canary',
    'canary-04-healthy',
    { status: { phase: 'Progressing', message: 'updated replicas are still becoming available' } },
    { replicaSets: { '7558548d99': { ready: 0, available: 0 } } },
    { state: 'progressing', sentence: '755854 (75) is live; 0 of 5 pods are ready' },
  ],
  [
    'a canary that has all the traffic while the one before it is taken down',
    'canary-05-timed-pause',
    { status: { phase: 'Progressing', pauseConditions: undefined, controllerPause: undefined } },
    { replicaSets: { '7558548d99': { desired: 0, ready: 0, available: 0 } } },
    { state: 'progressing', sentence: 'Canary 7d7666 (7d) is at step 6 of 6', since: '2026-11-20T21:42:24Z' },
  ],
  [
    'a rollout that is being deleted',
    'bg-07-healthy-steady',
    { metadata: { deletionTimestamp: '2026-11-20T22:00:00Z' } },
    {},
    { state: 'progressing', sentence: 'shop is being deleted', since: '2026-11-20T22:00:00Z' },
  ],
];

it.each(cases)('%s', (...readingCase) => expectReading(...readingCase));
