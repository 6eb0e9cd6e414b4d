import type { Reason } from '@greenroom/plugin-portal-common';
import type { PodDot, Revision, RolloutService } from '@greenroom/plugin-rollouts-common';
import { newerRevision, type Scene } from './scene';
import { count, named, readyWords } from './words';

/** `since`: where the cluster says since when. */
export interface Problem extends Reason {
  since?: string;
}

/** What is wrong with what can be seen, whatever the controller says. Any of it makes the verdict degraded. */
export function readProblems(scene: Scene): Problem[] {
  return [
    ...scene.services.flatMap(service => serviceProblem(scene, service)),
    ...unserved(scene),
    ...failingPods(scene),
  ];
}

function serviceProblem(scene: Scene, service: RolloutService): Reason[] {
  const ref = `service/${service.name}`;
  if (!service.exists) {
    return [{ text: `Service ${service.name} does not exist`, ref }];
  }
  const said = service.role === 'active' ? scene.row.activeHash : scene.row.previewHash;
  if (said === undefined || service.pointsAt === said || moving(scene, service)) {
    return [];
  }
  const where =
    service.pointsAt === undefined
      ? 'at every pod it matches (no revision is in its selector)'
      : `at ${named(scene, service.pointsAt)}`;
  const text = `Service ${service.name} points ${where}, the rollout says ${named(scene, said)}`;
  return scene.lasted(text) ? [{ text, ref }] : [];
}

/** The controller writes the Service first and its status a moment later; a new preview even before it tells of it. */
function moving(scene: Scene, { role, pointsAt }: RolloutService): boolean {
  const { row } = scene;
  if (role === 'preview' && (!row.seen || pointsAt === newerRevision(scene))) {
    return true;
  }
  const forward = row.seen && row.phase === 'Progressing' && pointsAt === row.currentHash;
  const back = row.abort && row.abortedAt === undefined && pointsAt === row.stableHash;
  return forward || back;
}

/** Users are sent where nothing answers. Before the first revision is live nobody expects otherwise. */
function unserved(scene: Scene): Problem[] {
  const { row, active, activeHash } = scene;
  if (row.stableHash === undefined || activeHash === undefined || row.desired === 0) {
    return [];
  }
  if (!active) {
    return [{ text: `Traffic goes to ${named(scene, activeHash)}, of which no ReplicaSet is left` }];
  }
  return active.replicas.ready > 0 || served(scene)
    ? []
    : [
        {
          text: `Traffic goes to ${named(scene, activeHash)}, where ${readyWords(active)}`,
          since: times(active.pods).at(-1),
        },
      ];
}

/** A canary shares the traffic, and at its end has all of it; its first revision is called stable before it is up. */
function served({ row, current, revisions }: Scene): boolean {
  return row.strategy === 'canary' && (revisions.length === 1 || (current?.replicas.ready ?? 0) > 0);
}

function failingPods(scene: Scene): Problem[] {
  const { active, preview, current } = scene;
  const revisions = [preview, active, current].filter(revision => revision !== undefined);
  return [...new Set(revisions)].flatMap(revision => failingPodsOf(scene, revision));
}

/** One sentence for each reason, as the kubelet or the scheduler names it. */
function failingPodsOf(scene: Scene, revision: Revision): Problem[] {
  const failing = revision.pods.filter(pod => pod.state === 'failing');
  const byReason = new Map<string, PodDot[]>();
  for (const pod of failing) {
    const reason = pod.reason ?? 'no reason given';
    byReason.set(reason, [...(byReason.get(reason) ?? []), pod]);
  }
  const role = revision === scene.preview ? 'preview ' : '';
  return [...byReason].map(([reason, pods]) => ({
    text: `${pods.length} of ${count(revision.pods.length, 'pod')} of ${role}${named(scene, revision.revision)} ${pods.length === 1 ? 'fails' : 'fail'}: ${reason}`,
    ref: `pod/${pods[0]?.name}`,
    since: times(pods)[0],
  }));
}

/** Since when pods are not ready, in order. */
function times(pods: readonly PodDot[]): string[] {
  return pods.flatMap(pod => pod.since ?? []).sort();
}
