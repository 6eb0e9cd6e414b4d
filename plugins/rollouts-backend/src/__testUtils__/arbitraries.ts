import fc from 'fast-check';
import type { ArgoRolloutRow, PodRow, ReplicaSetRow, ServiceRow } from '@greenroom/cluster-access';
import type { AnalysisRunRow } from '../argo/rows';
import { makePod, makeReplicaSet, makeService, recorded, rolloutRowOf, runRow } from './objects';

/** Few enough that objects meet. */
export const hashes = ['7d9f4c6b5d', '5b6f6b55c4', 'cf77cbf55'];
export const names = ['shop', 'pay'];

const hash = fc.constantFrom(...hashes);
const maybeHash = fc.option(hash, { nil: undefined });
const word = (...words: string[]) => fc.option(fc.constantFrom(...words), { nil: undefined });
const time = fc.constantFrom('2026-11-20T21:18:37Z', '2026-11-20T21:18:52Z', 'not a time');

const pauses = fc.oneof(
  fc.constant(undefined),
  fc.array(
    fc.record({
      reason: fc.constantFrom('BlueGreenPause', 'InconclusiveAnalysisRun', 'CanaryPauseStep', 'New'),
      startTime: time,
    }),
    { maxLength: 2 },
  ),
);

const told = fc.option(
  fc.record({
    name: fc.constantFrom('run-1', 'run-2'),
    status: word('Running', 'Successful', 'Failed', 'Error', 'Inconclusive', 'Pending'),
    message: word('Run Terminated', 'why'),
  }),
  { nil: undefined },
);

const conditions = fc.array(
  fc.record({
    type: fc.constantFrom('Paused', 'Progressing', 'Healthy', 'Completed', 'InvalidSpec'),
    status: fc.constantFrom('True', 'False', 'Unknown'),
    reason: word('RolloutPaused', 'RolloutAborted'),
    lastTransitionTime: time,
  }),
  { maxLength: 4 },
);

/** A Rollout's status as no controller would leave it, and as all of them might for a moment. */
const statuses = fc.record({
  observedGeneration: fc.constantFrom('2', '3', 3, undefined),
  phase: word('Healthy', 'Progressing', 'Paused', 'Degraded', 'Strange'),
  message: word(
    'BlueGreenPause',
    'RolloutAborted: Rollout aborted update to revision 2: why',
    'ProgressDeadlineExceeded: late',
    'InvalidSpec: wrong',
    'rollout is restarting',
  ),
  currentPodHash: maybeHash,
  stableRS: maybeHash,
  controllerPause: fc.constantFrom(true, false, undefined),
  pauseConditions: pauses,
  abort: fc.constantFrom(true, false, undefined),
  abortedAt: fc.option(time, { nil: undefined }),
  promoteFull: fc.constantFrom(true, undefined),
  currentStepIndex: fc.constantFrom(0, 5, 99, undefined),
  conditions,
  blueGreen: fc.record({
    activeSelector: maybeHash,
    previewSelector: maybeHash,
    prePromotionAnalysisRunStatus: told,
    postPromotionAnalysisRunStatus: told,
  }),
});

/** As a controller leaves it when all is done, one field possibly other than that: the near misses of healthy. */
const settled = fc
  .tuple(
    hash,
    fc.constantFrom('currentPodHash' as const, 'stableRS' as const, 'phase' as const, undefined),
    statuses,
    maybeHash,
  )
  .map(([one, odd, any, selector]) => ({
    observedGeneration: '3',
    phase: 'Healthy',
    currentPodHash: one,
    stableRS: one,
    message: undefined,
    controllerPause: undefined,
    pauseConditions: undefined,
    conditions: any.conditions,
    blueGreen: { activeSelector: odd === undefined ? (selector ?? one) : one, previewSelector: one },
    ...(odd && { [odd]: any[odd] }),
  }));

/** Rollout rows of a few names, in any state. */
export const rolloutRows: fc.Arbitrary<ArgoRolloutRow> = fc
  .record({
    base: fc.constantFrom('bg-03-paused' as const, 'canary-01-paused-step1' as const),
    name: fc.constantFrom(...names),
    replicas: fc.constantFrom(0, 1, 2, 3),
    paused: fc.constantFrom(true, undefined),
    status: fc.oneof(statuses, settled),
  })
  .map(({ base, name, replicas, paused, status }) =>
    rolloutRowOf(
      recorded(base, { metadata: { name, uid: `uid-${name}` }, spec: { replicas, paused }, status }),
    ),
  );

const owner = (name: string) =>
  rolloutRowOf(recorded('bg-03-paused', { metadata: { name, uid: `uid-${name}` } }));

export const replicaSetRows: fc.Arbitrary<ReplicaSetRow> = fc
  .record({
    name: fc.constantFrom(...names),
    hash,
    ready: fc.constantFrom(0, 1, 2),
    scaleDownAt: fc.option(time, { nil: undefined }),
    revision: fc.constantFrom(1, 2, undefined),
  })
  .map(({ name, hash: of, ready, scaleDownAt, revision }) =>
    makeReplicaSet(owner(name), of, { ready, available: ready, scaleDownAt, revision }),
  );

/** Every ReplicaSet there can be, so that pods find their owner. */
export const everyReplicaSet = names.flatMap(name => hashes.map(of => makeReplicaSet(owner(name), of)));

export const podRows: fc.Arbitrary<PodRow> = fc
  .record({
    set: replicaSetRows,
    index: fc.constantFrom(0, 1),
    ready: fc.boolean(),
    deleting: fc.boolean(),
    reason: word('CrashLoopBackOff', 'ImagePullBackOff', 'ContainerCreating'),
    digest: fc.constantFrom('sha256:aa', 'sha256:bb'),
  })
  .map(({ set, index, digest, ...rest }) =>
    makePod(set, index, { ...rest, imageIds: { app: `lab/app@${digest}` } }),
  );

export const serviceRows: fc.Arbitrary<ServiceRow> = fc
  .record({
    name: fc.constantFrom(...names),
    service: fc.constantFrom('shop-active', 'shop-preview'),
    hash: maybeHash,
  })
  .map(({ name, service, hash: of }) => makeService(owner(name), service, of));

export const runRows: fc.Arbitrary<AnalysisRunRow> = fc
  .record({
    name: fc.constantFrom(...names),
    run: fc.constantFrom('run-1', 'run-2'),
    base: fc.constantFrom('fail' as const, 'error' as const, 'inconclusive' as const),
    hash,
  })
  .map(({ name, run, base, hash: of }) => ({
    ...runRow(base),
    uid: `uid-${run}`,
    name: run,
    owner: `uid-${name}`,
    revision: of,
  }));
