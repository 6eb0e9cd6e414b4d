import { type Cluster, rolloutsKind } from '@greenroom/cluster-access';
import type { RolloutRef } from '@greenroom/plugin-rollouts-common';
import { isError } from '@backstage/errors';
import { z } from 'zod';
import type { RolloutObjects } from '../argo/reading/scene';
import { HASH_LABEL, type RolloutObject, rolloutObjectSchema } from './rolloutObject';

const serviceSchema = z.object({
  spec: z.object({ selector: z.record(z.string(), z.string()).optional() }).optional(),
});

/** A rollout and its surroundings at one moment. */
export interface Look {
  rollout: RolloutObject;
  /** Where the active Service's own selector points; absent when there is none or it does not tell. */
  servicePointsAt?: string;
  /** ReplicaSets and pods, as they are held: some milliseconds older. */
  objects?: RolloutObjects;
}

/** What a look is taken of. */
export interface Subject {
  cluster: Cluster;
  ref: RolloutRef;
  /** What is held around it. */
  objects(): RolloutObjects | undefined;
}

export function rolloutRefOf({ namespace, name }: RolloutRef) {
  return { type: rolloutsKind.type, namespace, name };
}

/** Asks the API server itself: what is written next is decided on it. @throws as `Cluster.read` */
export async function look(subject: Subject): Promise<Look> {
  const rollout = await subject.cluster.read(rolloutRefOf(subject.ref), rolloutObjectSchema);
  const service = rollout.spec.strategy.blueGreen?.activeService;
  const servicePointsAt = service === undefined ? undefined : await selected(subject, service);
  return { rollout, servicePointsAt, objects: subject.objects() };
}

async function selected({ cluster, ref }: Subject, name: string): Promise<string | undefined> {
  const type = { group: '', version: 'v1', resource: 'services' };
  try {
    const service = await cluster.read({ type, namespace: ref.namespace, name }, serviceSchema);
    return service.spec?.selector?.[HASH_LABEL] || undefined;
  } catch (error) {
    if (isError(error) && error.name === 'NotFoundError') {
      return undefined;
    }
    throw error;
  }
}
