import { since } from './conditions';
import { lastAnalysis } from './analysis';
import type { Scene } from './scene';
import type { Situation } from './situation';
import { named, readyWords } from './words';

/** Each gives the sentence if that is where it stands; the first counts. */
const steps: readonly ((scene: Scene) => string | undefined)[] = [
  restarting,
  firstDeploy,
  steady,
  canary,
  verifying,
  analysing,
  starting,
];

/** The controller is at work. */
export function progressing(scene: Scene): Situation | undefined {
  const { row } = scene;
  if (row.phase !== 'Progressing') {
    return undefined;
  }
  return {
    state: 'progressing',
    sentence: steps.map(step => step(scene)).find(sentence => sentence !== undefined) ?? started(scene),
    since: begun(scene),
    reasons: row.message === undefined ? [] : [`The controller says: ${row.message}`],
  };
}

/**
 * The Progressing condition keeps the time of the first deploy; Completed turns when an update begins, but stays as it
 * is when another update takes its place, before or after an abort: then the new revision's own age tells.
 */
function begun({ row, current }: Scene): string | undefined {
  const turned = since(row, 'Completed', 'False') ?? since(row, 'Healthy', 'False');
  const made = current?.createdAt;
  return turned !== undefined && made !== undefined && made > turned ? made : turned;
}

function restarting(scene: Scene) {
  return scene.row.message === 'rollout is restarting'
    ? `The pods of ${named(scene, scene.row.currentHash)} are being restarted`
    : undefined;
}

function firstDeploy(scene: Scene) {
  const { row, current, activeHash } = scene;
  // The controller calls the first revision stable before it is up; only the Services tell that nothing is live yet.
  if (row.stableHash !== undefined && activeHash !== undefined) {
    return undefined;
  }
  const ready = current ? `: ${readyWords(current, row.desired)}` : '';
  return `First revision ${named(scene, row.currentHash)} is starting${ready}; it goes live without a pause`;
}

/** No update: pods were lost, or are being scaled. */
function steady(scene: Scene) {
  const { row, active, activeHash } = scene;
  const one = row.currentHash === row.stableHash && activeHash === row.currentHash;
  return one && active
    ? `${named(scene, activeHash)} is live; ${readyWords(active, row.desired)}`
    : undefined;
}

function canary(scene: Scene) {
  const { row } = scene;
  if (row.strategy !== 'canary') {
    return undefined;
  }
  const step = row.step
    ? ` is at step ${Math.min(row.step.index + 1, row.step.of)} of ${row.step.of}`
    : ' is rolling out';
  return `Canary ${named(scene, row.currentHash)}${step}`;
}

/** Cut over, the revision before it still there. */
function verifying(scene: Scene) {
  const { row, activeHash, analysis } = scene;
  if (activeHash !== row.currentHash) {
    return undefined;
  }
  const runs = lastAnalysis(analysis, 'after-promotion', row.currentHash)?.phase === 'running';
  const what = runs ? 'the analysis after promotion is running' : 'it is being verified';
  return `${named(scene, activeHash)} is live; ${what}, ${named(scene, row.stableHash)} stays up until it ends`;
}

function analysing(scene: Scene) {
  const run = lastAnalysis(scene.analysis, 'before-promotion', scene.row.currentHash);
  return run?.phase === 'running' || run?.phase === 'pending'
    ? `Preview ${named(scene, scene.row.currentHash)} is up; the analysis before promotion is running`
    : undefined;
}

function starting(scene: Scene) {
  const { row, current } = scene;
  return current && current.replicas.available < current.replicas.desired
    ? `Preview ${named(scene, row.currentHash)} is starting: ${readyWords(current)}`
    : undefined;
}

function started(scene: Scene) {
  return `Preview ${named(scene, scene.row.currentHash)} is being brought up beside ${named(scene, scene.activeHash)}`;
}
