import { jsonEqual } from '../../kubernetes/json';
import { type KubeObject, type NewObject } from '../../kubernetes/types';
import { type JsonObject } from '../views';
import { isCompleted, readAnalysisRun } from './analysis/analysisRunView';
import { findTemplates, runSpec } from './analysis/templates';
import { analysisArguments } from './analysisArguments';
import { isFastRollback, isWithinRollbackWindow } from './fastTrack';
import {
  availableOf,
  byCreation,
  hasDeadline,
  hashOf,
  isSaturated,
  scaleOf,
  type CurrentRuns,
  type RolloutContext,
} from './RolloutContext';
import {
  hashLabel,
  isFullyPromoted,
  pauseCondition,
  revisionAnnotation,
  type RolloutAnalysis,
  type RolloutStatus,
} from './rolloutView';

const resource = 'analysisruns.argoproj.io';
type Which = 'pre' | 'post';
const names = { pre: 'PrePromotion', post: 'PostPromotion' } as const;
const texts = { pre: 'pre-promotion', post: 'post-promotion' } as const;

export function runStatusOf(
  run: KubeObject | undefined,
): RolloutStatus['blueGreen']['prePromotionAnalysisRunStatus'] {
  if (!run) return undefined;
  const { metadata, status } = readAnalysisRun(run);
  return { name: metadata.name, status: status.phase, message: status.message };
}

/** Sorts the runs of the rollout into those its status names and the others. */
export function findRuns(context: RolloutContext): void {
  const { metadata, status } = context.rollout;
  const runs = context.tools.cluster.informer(resource).controlledBy(metadata.uid);
  const named = (name: string | undefined) => runs.find(run => run.metadata.name === name);
  context.currentRuns = {
    pre: named(status.blueGreen.prePromotionAnalysisRunStatus?.name),
    post: named(status.blueGreen.postPromotionAnalysisRunStatus?.name),
  };
  context.otherRuns = runs.filter(run => run !== context.currentRuns.pre && run !== context.currentRuns.post);
}

function cancel(context: RolloutContext, runs: (KubeObject | undefined)[]): void {
  for (const run of runs) {
    if (!run) continue;
    const { metadata, spec, status } = readAnalysisRun(run);
    if (spec.terminate || isCompleted(status.phase)) continue;
    const { namespace, name } = metadata;
    context.tools.api.patch({ resource, namespace, name }, { spec: { terminate: true } });
  }
}

/** Whether an update goes without analysis now. */
function skipsAnalysis(context: RolloutContext): boolean {
  const { rollout, tools } = context;
  const old = tools.goesOnAfterWriting;
  return (
    context.isAborted ||
    !!rollout.status.promoteFull ||
    !rollout.status.stableRS ||
    (old ? hasDeadline(context.newReplicaSet) : isFastRollback(context)) ||
    (old ? isWithinRollbackWindow(context) : isFullyPromoted(rollout))
  );
}

/** Starts, awaits and ends the analysis runs of an update, and takes their result as pause or abort. */
export function reconcileAnalysisRuns(context: RolloutContext): void {
  if (skipsAnalysis(context)) {
    cancel(context, [context.currentRuns.pre, context.currentRuns.post]);
    if (context.tools.goesOnAfterWriting) {
      cancel(context, context.otherRuns);
      return;
    }
  } else {
    const runs: CurrentRuns = {};
    for (const which of ['pre', 'post'] as const) {
      runs[which] = reconcileRun(context, which);
      takeResult(context, runs[which], which);
    }
    announceChanges(context, runs);
    context.currentRuns = runs;
  }
  const current = new Set([context.currentRuns.pre, context.currentRuns.post].map(run => run?.metadata.name));
  const others = context.otherRuns.filter(({ metadata }) => !current.has(metadata.name));
  cancel(context, others);
  trimRuns(context, others);
}

function analysisOf({ blueGreen }: RolloutContext, which: Which): RolloutAnalysis | undefined {
  const analysis = which === 'pre' ? blueGreen?.prePromotionAnalysis : blueGreen?.postPromotionAnalysis;
  return analysis?.templates.length ? analysis : undefined;
}

function reconcileRun(context: RolloutContext, which: Which): KubeObject | undefined {
  const run = context.currentRuns[which];
  const analysis = analysisOf(context, which);
  if (!analysis) {
    cancel(context, [run]);
    return undefined;
  }
  const due = which === 'pre' ? isPreAnalysisDue(context) : isPostAnalysisDue(context);
  if (!due) {
    cancel(context, [run]);
    return run;
  }
  if (pauseCondition(context.rollout, 'InconclusiveAnalysisRun')) return run;
  return needsNewRun(context, run) ? createRun(context, analysis, which) : run;
}

function isPreAnalysisDue(context: RolloutContext): boolean {
  const { rollout, newReplicaSet } = context;
  const hash = hashOf(newReplicaSet);
  const active = rollout.status.blueGreen.activeSelector;
  if (!hash || !newReplicaSet || rollout.status.stableRS === hash || !active || active === hash) return false;
  // Once begun it is not ended by a pod that restarts.
  if (context.currentRuns.pre) return true;
  const preview = context.blueGreen?.previewReplicaCount;
  if (preview === undefined) return isSaturated(rollout, newReplicaSet);
  return scaleOf(newReplicaSet) === preview && availableOf(newReplicaSet) === preview;
}

export function isPostAnalysisDue(context: RolloutContext): boolean {
  const { rollout, newReplicaSet } = context;
  const hash = hashOf(newReplicaSet);
  if (!hash || !newReplicaSet || rollout.status.stableRS === hash) return false;
  if (rollout.status.blueGreen.activeSelector !== hash) return false;
  return !!context.currentRuns.post || isSaturated(rollout, newReplicaSet);
}

/** A second run only after an inconclusive one that somebody resumed, or after an abort. */
function needsNewRun({ rollout }: RolloutContext, run: KubeObject | undefined): boolean {
  if (!run) return true;
  if (rollout.status.controllerPause && !pauseCondition(rollout, 'BlueGreenPause')) {
    return run.status?.phase === 'Inconclusive';
  }
  return !!rollout.status.abortedAt;
}

function takeResult(context: RolloutContext, run: KubeObject | undefined, which: Which): void {
  const status = runStatusOf(run);
  if (status?.status === 'Inconclusive') context.pause.add('InconclusiveAnalysisRun');
  if (status?.status !== 'Error' && status?.status !== 'Failed') return;
  const text = `Blue/green ${texts[which]} analysis phase error/failed`;
  context.pause.abort(status.message ? `${text}: ${status.message}` : text);
}

function createRun(context: RolloutContext, analysis: RolloutAnalysis, which: Which): KubeObject {
  const wanted = newRun(context, analysis, which);
  const base = String(wanted.metadata.name);
  const { namespace } = context.rollout.metadata;
  for (let collisions = 0; ; collisions++) {
    const name = collisions ? `${base}.${collisions}` : base;
    const existing = context.tools.api.get({ resource, namespace, name });
    if (!existing) {
      return context.tools.api.create(resource, { ...wanted, metadata: { ...wanted.metadata, name } });
    }
    if (isSameRun(context, existing, wanted)) return existing;
  }
}

function isSameRun({ rollout }: RolloutContext, existing: KubeObject, wanted: NewObject): boolean {
  const mine = existing.metadata.ownerReferences?.some(({ uid }) => uid === rollout.metadata.uid);
  return (
    !!mine && !isCompleted(readAnalysisRun(existing).status.phase) && jsonEqual(existing.spec, wanted.spec)
  );
}

function newRun(context: RolloutContext, analysis: RolloutAnalysis, which: Which): NewObject {
  const { metadata, spec } = context.rollout;
  const hash = hashOf(context.newReplicaSet);
  const revision = String(context.revision);
  const templates = findTemplates(context.tools.cluster, metadata.namespace, analysis.templates);
  const given = analysisArguments(context, analysis.args);
  const runSpecification: JsonObject = runSpec(templates, given, analysis);
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisRun',
    metadata: {
      name: `${metadata.name}-${hash}-${revision}-${which}`,
      namespace: metadata.namespace,
      labels: {
        [hashLabel]: hash,
        'rollout-type': names[which],
        ...analysis.analysisRunMetadata?.labels,
        ...spec.selector?.matchLabels,
      },
      annotations: { [revisionAnnotation]: revision, ...analysis.analysisRunMetadata?.annotations },
      ownerReferences: [
        {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Rollout',
          name: metadata.name,
          uid: metadata.uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: runSpecification,
  };
}

function announceChanges(context: RolloutContext, runs: CurrentRuns): void {
  const { blueGreen } = context.rollout.status;
  announce(context, blueGreen.postPromotionAnalysisRunStatus, runs.post, 'post');
  announce(context, blueGreen.prePromotionAnalysisRunStatus, runs.pre, 'pre');
}

function announce(
  context: RolloutContext,
  before: RolloutStatus['blueGreen']['prePromotionAnalysisRunStatus'],
  run: KubeObject | undefined,
  which: Which,
): void {
  const now = runStatusOf(run);
  if (!now?.status || (before && (before.name !== now.name || before.status === now.status))) return;
  const type = now.status === 'Failed' || now.status === 'Error' ? 'Warning' : 'Normal';
  const previous = before?.status ?? 'NoPreviousStatus';
  const message = `${names[which]} Analysis Run '${now.name}' Status New: '${now.status}' Previous: '${previous}'`;
  context.record({ type, reason: `AnalysisRun${now.status}`, message });
}

/** Deletes runs of revisions that are gone, and the oldest past the limits. */
function trimRuns(context: RolloutContext, runs: KubeObject[]): void {
  const { successfulRunHistoryLimit = 5, unsuccessfulRunHistoryLimit = 5 } = context.rollout.spec.analysis;
  const hashes = new Set(context.replicaSets.map(hashOf));
  const left = { good: successfulRunHistoryLimit, bad: unsuccessfulRunHistoryLimit };
  for (const run of [...runs].sort(byCreation).reverse()) {
    const { metadata, status } = readAnalysisRun(run);
    const kind = status.phase === 'Successful' ? 'good' : 'bad';
    const kept = hashes.has(metadata.labels[hashLabel] ?? '');
    if (kept && (!isCompleted(status.phase) || left[kind]-- > 0)) continue;
    context.tools.api.delete({ resource, namespace: metadata.namespace, name: metadata.name });
  }
}
