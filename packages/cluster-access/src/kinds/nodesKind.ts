import { z } from 'zod';
import type { WatchedKind } from '../types';
import { clusterMetadata } from './metadata';
import { each, flag, part, text } from './tolerant';

/** One node: whether pods can run there. */
export interface NodeRow {
  uid: string;
  name: string;
  labels: Record<string, string>;
  ready: boolean;
  /** Why it is not ready, in the kubelet's or the node controller's word. */
  reason?: string;
  message?: string;
  /** Takes no new pods. */
  cordoned: boolean;
  /** The kubelet's version. */
  version?: string;
  createdAt?: string;
}

const nodeSchema = z.object({
  metadata: clusterMetadata,
  spec: part({ unschedulable: flag }),
  status: part({
    conditions: each(z.object({ type: z.string(), status: text, reason: text, message: text })),
    nodeInfo: part({ kubeletVersion: text }),
  }),
});

function projectNode(object: unknown): NodeRow | undefined {
  const parsed = nodeSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, spec, status } = parsed.data;
  const readiness = status?.conditions.find(({ type }) => type === 'Ready');
  const ready = readiness?.status === 'True';
  return {
    uid: metadata.uid,
    name: metadata.name,
    labels: metadata.labels ?? {},
    ready,
    ...(ready ? {} : { reason: readiness?.reason, message: readiness?.message }),
    cordoned: spec?.unschedulable === true,
    version: status?.nodeInfo?.kubeletVersion,
    createdAt: metadata.creationTimestamp,
  };
}

/** Nodes of a cluster. */
export const nodesKind: WatchedKind<NodeRow> = {
  type: { group: '', version: 'v1', resource: 'nodes' },
  project: projectNode,
};
