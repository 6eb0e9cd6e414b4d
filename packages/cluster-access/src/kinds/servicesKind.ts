import { z } from 'zod';
import type { WatchedKind } from '../types';
import { namespacedMetadata } from './metadata';
import { part, text, texts } from './tolerant';

/** One Service: where it sends its traffic. */
export interface ServiceRow {
  uid: string;
  namespace: string;
  name: string;
  labels: Record<string, string>;
  /** Empty when its endpoints are made by somebody else. */
  selector: Record<string, string>;
  /** e.g. `ClusterIP` */
  type?: string;
  createdAt?: string;
}

const serviceSchema = z.object({
  metadata: namespacedMetadata,
  spec: part({ selector: texts, type: text }),
});

function projectService(object: unknown): ServiceRow | undefined {
  const parsed = serviceSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, spec } = parsed.data;
  return {
    uid: metadata.uid,
    namespace: metadata.namespace,
    name: metadata.name,
    labels: metadata.labels ?? {},
    selector: spec?.selector ?? {},
    type: spec?.type,
    createdAt: metadata.creationTimestamp,
  };
}

/** Services of a cluster. */
export const servicesKind: WatchedKind<ServiceRow> = {
  type: { group: '', version: 'v1', resource: 'services' },
  reads: serviceSchema,
  project: projectService,
};
