const decimal = /^\d+$/;

/**
 * Whether a version is certainly of before another. What is right is never decided by it: versions are opaque, and only
 * as good as the server that gives them. That a watch goes back in them shows that it can not be believed, and then
 * everything is read anew (Kubernetes promises since 1.35 that versions of one resource are numbers in order).
 */
export function isBefore(version: string, other: string): boolean {
  if (!decimal.test(version) || !decimal.test(other)) {
    return false;
  }
  return version.length === other.length ? version < other : version.length < other.length;
}
