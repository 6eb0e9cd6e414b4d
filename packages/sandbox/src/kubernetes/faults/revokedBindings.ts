import { z } from 'zod';
import type { ObjectStore } from '../store/ObjectStore';
import type { KubeObject } from '../types';

const KINDS = ['clusterrolebindings', 'rolebindings'].map(kind => `${kind}.rbac.authorization.k8s.io`);
const subjectsSchema = z.array(z.object({ kind: z.string(), name: z.string() }));

/**
 * Takes role bindings away, as somebody who changes access rights does; the returned function writes them again.
 * @param user whose; absent: those of all users that are no group
 */
export function revokeBindings(store: ObjectStore, user?: string): () => void {
  const lost = KINDS.flatMap(resource =>
    store
      .list(resource)
      .filter(binding => isFor(binding, user))
      .map(binding => ({ resource, binding })),
  );
  for (const { resource, binding } of lost) {
    const { name, namespace } = binding.metadata;
    store.delete({ resource, name, namespace });
  }
  return () => lost.forEach(({ resource, binding }) => giveBack(store, resource, binding));
}

function isFor(binding: KubeObject, user: string | undefined): boolean {
  const subjects = subjectsSchema.safeParse(binding.subjects).data ?? [];
  return subjects.some(
    ({ kind, name }) => kind !== 'Group' && (user === undefined || subjectName(kind, name, user)),
  );
}

function subjectName(kind: string, name: string, user: string): boolean {
  return kind === 'User' ? name === user : user.endsWith(`:${name}`);
}

function giveBack(store: ObjectStore, resource: string, binding: KubeObject): void {
  const { name, namespace } = binding.metadata;
  // Somebody may have written it again meanwhile.
  if (!store.get({ resource, name, namespace })) store.create(resource, binding);
}
