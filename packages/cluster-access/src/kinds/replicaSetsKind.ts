import { z } from 'zod';
import type { WatchedKind } from '../types';
import { controllerOf, hashOf, namespacedMetadata, ownMarks } from './metadata';
import { each, part, texts, whole } from './tolerant';

/** One ReplicaSet: a revision of a Deployment or of a Rollout. */
export interface ReplicaSetRow {
  uid: string;
  namespace: string;
  name: string;
  /** uid of the Deployment or Rollout that made it. */
  owner?: string;
  /** The pod-template-hash. */
  hash?: string;
  /** Its number among the owner's revisions. */
  revision?: number;
  /** The template's image references, by container. */
  images: Record<string, string>;
  desired: number;
  /** Pods that exist. */
  current: number;
  ready: number;
  available: number;
  /** When the Rollouts controller will take its pods away. */
  scaleDownAt?: string;
  createdAt?: string;
  /** Labels and annotations of it and of its template that begin with `greenroom.dev/`; the template's win. */
  marks?: Record<string, string>;
}

const replicaSetSchema = z.object({
  metadata: namespacedMetadata,
  spec: part({
    replicas: whole,
    template: part({
      metadata: part({ labels: texts, annotations: texts }),
      spec: part({ containers: each(z.object({ name: z.string(), image: z.string() })) }),
    }),
  }),
  status: part({ replicas: whole, readyReplicas: whole, availableReplicas: whole }),
});
type ReplicaSet = z.infer<typeof replicaSetSchema>;

const revisionAnnotations = ['rollout.argoproj.io/revision', 'deployment.kubernetes.io/revision'];

/** Argo Rollouts' name; gone again when the ReplicaSet is to stay. */
const scaleDownAnnotation = 'scale-down-deadline';

function revisionOf(annotations: Record<string, string> | undefined): number | undefined {
  const written = revisionAnnotations.map(annotation => annotations?.[annotation]).find(value => value);
  const revision = Number(written);
  return written !== undefined && Number.isInteger(revision) ? revision : undefined;
}

function projectReplicaSet(object: unknown): ReplicaSetRow | undefined {
  const parsed = replicaSetSchema.safeParse(object);
  return parsed.success ? toRow(parsed.data) : undefined;
}

function toRow({ metadata, spec, status }: ReplicaSet): ReplicaSetRow {
  const containers = spec?.template?.spec?.containers ?? [];
  return {
    uid: metadata.uid,
    namespace: metadata.namespace,
    name: metadata.name,
    owner: controllerOf(metadata),
    hash: hashOf(metadata.labels),
    revision: revisionOf(metadata.annotations),
    images: Object.fromEntries(containers.map(({ name, image }) => [name, image])),
    // Kubernetes fills in 1 where nothing is written.
    desired: spec?.replicas ?? 1,
    current: status?.replicas ?? 0,
    ready: status?.readyReplicas ?? 0,
    available: status?.availableReplicas ?? 0,
    scaleDownAt: metadata.annotations?.[scaleDownAnnotation] || undefined,
    createdAt: metadata.creationTimestamp,
    ...marksOf(metadata, spec?.template?.metadata),
  };
}

function marksOf(own: ReplicaSet['metadata'], template: Partial<ReplicaSet['metadata']> | undefined) {
  const marks = ownMarks(own.labels, own.annotations, template?.labels, template?.annotations);
  return marks && { marks };
}

/** ReplicaSets of a cluster. */
export const replicaSetsKind: WatchedKind<ReplicaSetRow> = {
  type: { group: 'apps', version: 'v1', resource: 'replicasets' },
  reads: replicaSetSchema,
  project: projectReplicaSet,
};
