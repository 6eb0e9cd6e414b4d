import { type Pod } from '../pods/podView';

/** The claims that a pod mounts, by name; those of its ephemeral volumes are called after it. */
export function claimsOf({ metadata, spec }: Pod): string[] {
  return spec.volumes.flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    if (persistentVolumeClaim) return [persistentVolumeClaim.claimName];
    return ephemeral ? [`${metadata.name}-${name}`] : [];
  });
}
