import { isObject, type JsonObject } from '../kubernetes/json';
import { mergePatch } from '../kubernetes/patches/mergePatch';
import { strategicMergePatch } from '../kubernetes/patches/strategicMergePatch';
import { type Resource } from './Resource';

/** Groups whose kinds are built in: their lists are merged by keys, those of other kinds are replaced. */
const builtIn = /^$|^(apps|batch|autoscaling|policy|extensions)$|\.k8s\.io$/;
const notBuiltIn = ['gateway.networking.k8s.io', 'snapshot.storage.k8s.io', 'metrics.k8s.io'];

/** A resource after a strategic merge patch; none, where the patch takes it away. Name and kind stay. */
export function mergedResource(resource: Resource, patch: JsonObject): Resource[] {
  if (patch.$patch === 'delete') return [];
  const { apiVersion: _apiVersion, kind: _kind, metadata, ...content } = patch;
  const { name: _name, namespace: _namespace, ...about } = isObject(metadata) ? metadata : {};
  const change = { ...content, metadata: about };
  const merged = isBuiltIn(resource)
    ? strategicMergePatch(resource.object, change)
    : mergePatch(resource.object, change);
  if (isObject(merged)) resource.object = merged;
  return [resource];
}

function isBuiltIn({ group }: Resource): boolean {
  return builtIn.test(group) && !notBuiltIn.includes(group);
}
