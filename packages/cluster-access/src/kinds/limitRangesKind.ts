import { z } from 'zod';
import type { WatchedKind } from '../types';
import { namespacedMetadata } from './metadata';
import { each, part } from './tolerant';

/** One LimitRange: what a pod, a container or a claim of its namespace may ask for at most. */
export interface LimitRangeRow {
  uid: string;
  namespace: string;
  name: string;
  /** Quantities as they are written. `type` is `Pod`, `Container` or `PersistentVolumeClaim`. */
  limits: { type: string; max?: Record<string, string>; min?: Record<string, string> }[];
}

const quantities = z.record(z.string(), z.coerce.string()).optional().catch(undefined);
const limitRangeSchema = z.object({
  metadata: namespacedMetadata,
  spec: part({ limits: each(z.object({ type: z.string(), max: quantities, min: quantities })) }),
});

function projectLimitRange(object: unknown): LimitRangeRow | undefined {
  const parsed = limitRangeSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, spec } = parsed.data;
  return {
    uid: metadata.uid,
    namespace: metadata.namespace,
    name: metadata.name,
    limits: spec?.limits ?? [],
  };
}

/** LimitRanges of a cluster. */
export const limitRangesKind: WatchedKind<LimitRangeRow> = {
  type: { group: '', version: 'v1', resource: 'limitranges' },
  reads: limitRangeSchema,
  project: projectLimitRange,
};
