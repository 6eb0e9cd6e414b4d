import type { Verdict } from '@greenroom/plugin-portal-common';
import { allowedActs, noActs, type Rollout } from '@greenroom/plugin-rollouts-common';
import { readAnalysis } from './analysis';
import { readNotes } from './notes';
import { readPause, readPromotion } from './pause';
import { readProblems } from './problems';
import { readRevisions, type Roles } from './revisions';
import { type Lasted, lastedSinceBefore, type RolloutObjects, type Scene } from './scene';
import { pointsAt, readServices } from './services';
import { readSituation, type Situation } from './situation';

/** By then a controller has looked, or the portal has nudged it three times for a write of its own. */
const UNSEEN_MS = 10_000;

/**
 * A rollout of Argo in the one model, as it is if what is held of its cluster is true; how far that can be believed is
 * laid over it by `believed`. Pure, and total: whatever the objects hold, there is a reading. `lasted` says of two objects
 * that seem to disagree whether they have for longer than one may be heard after the other.
 */
export function readRollout(
  cluster: string,
  objects: RolloutObjects,
  lasted: Lasted = lastedSinceBefore,
): Rollout {
  const scene = readScene(objects, lasted);
  const { row } = scene;
  const situation = readSituation(scene);
  const rollout: Rollout = {
    cluster,
    namespace: row.namespace,
    kind: 'rollout',
    name: row.name,
    uid: row.uid,
    engine: 'argo',
    strategy: row.strategy ?? 'blue-green',
    ...readVerdict(scene, situation),
    desired: row.desired,
    // The lock is the cluster's, not the rollout's: it is laid over the reading.
    lockInstalled: false,
    promotion: readPromotion(row),
    rollbackWindow: row.rollbackWindow,
    active: scene.active,
    preview: scene.preview,
    stable: scene.stable,
    revisions: [...scene.revisions],
    services: [...scene.services],
    analysis: [...scene.analysis],
    pause: scene.pause,
    aborted: row.abort,
    ...(scene.unseen && { unseen: true }),
    acts: {},
  };
  const acts = row.deletedAt === undefined ? allowedActs(rollout) : noActs('It is being deleted');
  return { ...rollout, acts };
}

function readScene(objects: RolloutObjects, lasted: Lasted): Scene {
  const row = objects.rollout;
  const services = readServices(objects);
  const roles = readRoles(objects, services);
  const revisions = readRevisions(objects, roles);
  const revision = (hash?: string) => revisions.find(candidate => candidate.revision === hash);
  return {
    row,
    services,
    revisions,
    activeHash: roles.active,
    active: revision(roles.active),
    preview: revision(roles.preview),
    stable: revision(roles.stable),
    current: revision(row.currentHash),
    analysis: readAnalysis(objects),
    pause: readPause(row),
    lasted,
    unseen: !row.seen && row.phase !== undefined && lasted('the controller has not read it', UNSEEN_MS),
  };
}

/** The live selectors win over the status; the preview is what waits beside the active revision, never that itself. */
function readRoles({ rollout }: RolloutObjects, services: Scene['services']): Roles {
  const active = pointsAt(services, 'active') ?? rollout.activeHash;
  const beside = [rollout.currentHash, pointsAt(services, 'preview'), rollout.previewHash];
  return {
    active,
    preview: beside.find(hash => hash !== undefined && hash !== active),
    stable: rollout.stableHash,
  };
}

/** What is wrong comes before what the controller does; a situation that is degraded itself keeps the word. */
function readVerdict(
  scene: Scene,
  situation: Situation,
): { verdict: Verdict; sentence: string; since?: string } {
  const problems = readProblems(scene);
  const wrong = problems.map(({ text, ref }) => ({ text, ref }));
  const own = [situation.sentence, ...situation.reasons, ...readNotes(scene)];
  const [first] = problems;
  if (first && situation.state !== 'degraded') {
    const reasons = [...wrong, ...own.map(text => ({ text }))];
    const since = problems.flatMap(problem => problem.since ?? []).sort()[0];
    return { verdict: { state: 'degraded', reasons }, sentence: first.text, since };
  }
  const texts = own.slice(own.length > 1 ? 1 : 0).map(text => ({ text }));
  return {
    verdict: { state: situation.state, reasons: [...wrong, ...texts] },
    sentence: situation.sentence,
    since: situation.since,
  };
}
