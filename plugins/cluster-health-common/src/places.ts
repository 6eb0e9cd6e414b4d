/** What has a cluster and, unless it is the cluster's own, a namespace. */
export interface HealthPlace {
  cluster: string;
  namespace?: string;
}

/** `cluster/namespace`, or `cluster/` for what has no namespace: what permissions are asked for. */
export function healthPlace({ cluster, namespace }: HealthPlace): string {
  return `${cluster}/${namespace ?? ''}`;
}

/** The other way; `undefined` for what is no place. */
export function parseHealthPlace(place: string): HealthPlace | undefined {
  const [cluster, namespace, ...rest] = place.split('/');
  if (!cluster || namespace === undefined || rest.length > 0) {
    return undefined;
  }
  return namespace ? { cluster, namespace } : { cluster };
}
