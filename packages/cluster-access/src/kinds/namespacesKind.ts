import { z } from 'zod';
import type { WatchedKind } from '../types';
import { clusterMetadata, ownMarks } from './metadata';
import { part, text } from './tolerant';

/** One namespace, for policies that go by its labels. */
export interface NamespaceRow {
  uid: string;
  name: string;
  labels: Record<string, string>;
  /** Annotations that begin with `greenroom.dev/`. */
  annotations?: Record<string, string>;
  /** `Active` or `Terminating`. */
  phase?: string;
  createdAt?: string;
}

const namespaceSchema = z.object({ metadata: clusterMetadata, status: part({ phase: text }) });

function projectNamespace(object: unknown): NamespaceRow | undefined {
  const parsed = namespaceSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, status } = parsed.data;
  const annotations = ownMarks(metadata.annotations);
  return {
    uid: metadata.uid,
    name: metadata.name,
    labels: metadata.labels ?? {},
    ...(annotations && { annotations }),
    phase: status?.phase,
    createdAt: metadata.creationTimestamp,
  };
}

/** Namespaces of a cluster. */
export const namespacesKind: WatchedKind<NamespaceRow> = {
  type: { group: '', version: 'v1', resource: 'namespaces' },
  isClusterWide: true,
  reads: namespaceSchema,
  project: projectNamespace,
};
