import type { PodRow, ReplicaSetRow } from '@greenroom/cluster-access';
import {
  COMMIT,
  type Image,
  type PodDot,
  readAuthors,
  REPOSITORY,
  type Revision,
} from '@greenroom/plugin-rollouts-common';
import { parseImage } from './image';
import type { RolloutObjects } from './scene';

type Role = Revision['roles'][number];

/** Which revision has which role, by hash. */
export interface Roles {
  active?: string;
  preview?: string;
  stable?: string;
}

/** Every ReplicaSet of the rollout as a revision, newest first. */
export function readRevisions(objects: RolloutObjects, roles: Roles): Revision[] {
  return objects.replicaSets
    .flatMap(replicaSet => readRevision(replicaSet, objects.podsOf(replicaSet.uid), roles))
    .sort(newestFirst);
}

/** The hash last: equal rollouts have to read equal, in whatever order their objects came. */
function newestFirst(a: Revision, b: Revision): number {
  return (
    (b.number ?? 0) - (a.number ?? 0) ||
    compareText(b.createdAt, a.createdAt) ||
    compareText(a.revision, b.revision)
  );
}

function readRevision(replicaSet: ReplicaSetRow, pods: readonly PodRow[], roles: Roles): Revision[] {
  const { hash } = replicaSet;
  if (hash === undefined) {
    return [];
  }
  return [
    {
      revision: hash,
      number: replicaSet.revision,
      images: readImages(replicaSet, pods),
      replicas: {
        desired: replicaSet.desired,
        current: replicaSet.current,
        ready: replicaSet.ready,
        available: replicaSet.available,
      },
      pods: [...pods].sort((a, b) => compareText(a.name, b.name)).map(readPod),
      authors: replicaSet.marks && readAuthors(replicaSet.marks),
      commit: commitOf(replicaSet),
      repository: replicaSet.marks?.[REPOSITORY],
      createdAt: replicaSet.createdAt,
      // The controller leaves its deadline on what it has scaled down.
      scaleDownAt: replicaSet.current > 0 || pods.length > 0 ? replicaSet.scaleDownAt : undefined,
      roles: rolesOf(hash, roles),
    },
  ];
}

const COMMIT_ID = /^[0-9a-f]{40}$/;

/**
 * As it is written; else, where the repository is, the one commit that an image's tag is: pipelines that build an image
 * for each commit tag it so. Images of two commits (a sidecar of another repository) say nothing.
 */
function commitOf({ marks, images }: ReplicaSetRow): string | undefined {
  if (marks?.[COMMIT] !== undefined || marks?.[REPOSITORY] === undefined) {
    return marks?.[COMMIT];
  }
  const tags = Object.values(images).flatMap(reference => parseImage(reference).tag ?? []);
  const commits = new Set(tags.filter(tag => COMMIT_ID.test(tag)));
  return commits.size === 1 ? [...commits][0] : undefined;
}

const everyRole: readonly Role[] = ['active', 'preview', 'stable'];

function rolesOf(hash: string, roles: Roles): Role[] {
  return everyRole.filter(role => roles[role] === hash);
}

/** The digest is the template's where it pins one, else the one that all pods of the revision say they run. */
function readImages({ images }: ReplicaSetRow, pods: readonly PodRow[]): Image[] {
  return Object.entries(images).map(([container, reference]) => {
    const image = parseImage(reference);
    return { container, ...image, digest: image.digest ?? runningDigest(container, pods) };
  });
}

/** `undefined` until a pod has pulled it, and when pods of one revision run different images under one tag. */
function runningDigest(container: string, pods: readonly PodRow[]): string | undefined {
  const reported = pods.map(pod => parseImage(pod.imageIds[container] ?? '').digest);
  const digests = new Set(reported.filter(digest => digest !== undefined));
  return digests.size === 1 ? [...digests][0] : undefined;
}

/** Waiting for these does not end by itself, or has already gone wrong. */
const failures = new Set([
  'CrashLoopBackOff',
  'ImagePullBackOff',
  'ErrImagePull',
  'ErrImageNeverPull',
  'InvalidImageName',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'Error',
  'OOMKilled',
  'Evicted',
  'Unschedulable',
]);

function podState(pod: PodRow): PodDot['state'] {
  if (pod.deleting) {
    return 'ending';
  }
  if (pod.ready) {
    return 'ready';
  }
  return pod.phase === 'Failed' || failures.has(pod.reason ?? '') ? 'failing' : 'starting';
}

function readPod(pod: PodRow): PodDot {
  return {
    name: pod.name,
    state: podState(pod),
    reason: podReason(pod),
    since: pod.notReadySince,
    restarts: pod.restarts,
  };
}

/** The scheduler's message says what is missing; a kubelet's names the pod and counts seconds. */
function podReason({ reason, message }: PodRow): string | undefined {
  return reason === 'Unschedulable' && message !== undefined ? `${reason}: ${message}` : reason;
}

function compareText(a = '', b = ''): number {
  return a < b ? -1 : Number(a > b);
}
