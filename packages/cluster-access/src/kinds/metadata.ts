import { z } from 'zod';
import { each, flag, text, texts } from './tolerant';

const shared = {
  uid: z.string().min(1),
  name: z.string().min(1),
  creationTimestamp: text,
  deletionTimestamp: text,
  labels: texts,
  annotations: texts,
  ownerReferences: each(z.object({ uid: z.string(), controller: flag })),
};

/** What every object of a namespace has to have, and what rows take from it. */
export const namespacedMetadata = z.object({ ...shared, namespace: z.string().min(1) });

/** The same of cluster-wide objects. */
export const clusterMetadata = z.object(shared);

/** The uid of the one controller that made an object. */
export function controllerOf(metadata: z.infer<typeof clusterMetadata>): string | undefined {
  return metadata.ownerReferences.find(owner => owner.controller)?.uid;
}

/** Labels by which revisions are told from each other: a Deployment's, and Argo Rollouts'. */
const hashLabels = ['rollouts-pod-template-hash', 'pod-template-hash'];

/** The pod-template-hash of an object of a revision. */
export function hashOf(labels: Record<string, string> | undefined): string | undefined {
  return hashLabels.map(label => labels?.[label]).find(hash => hash);
}

/** The portal's own labels and annotations; all others stay out of memory. */
const OWN_PREFIX = 'greenroom.dev/';

/** Those of the portal's own; `undefined` where there are none, as nearly everywhere. */
export function ownMarks(
  ...written: readonly (Readonly<Record<string, string>> | undefined)[]
): Record<string, string> | undefined {
  const own = written
    .flatMap(marks => Object.entries(marks ?? {}))
    .filter(([name]) => name.startsWith(OWN_PREFIX));
  return own.length === 0 ? undefined : Object.fromEntries(own);
}
