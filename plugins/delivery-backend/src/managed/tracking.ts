import { INSTANCE_LABEL, TRACKING_ID } from '@greenroom/plugin-delivery-common';

/** A live object, as far as it says who manages it. */
export interface LiveObject {
  group: string;
  kind: string;
  namespace: string;
  name: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
}

export interface Tracked {
  /** Name of the Application. */
  name: string;
  /** Its namespace, where it is in another than Argo CD's own. */
  namespace?: string;
}

/**
 * Which Application a live object names. The tracking id names the object too: one that was copied with everything else
 * from another object does not count, as it does not for Argo CD. Without any the label counts, which older Argo CDs write.
 */
export function trackedBy(object: LiveObject): Tracked | undefined {
  const written = object.annotations[TRACKING_ID];
  if (written === undefined) {
    const name = object.labels[INSTANCE_LABEL];
    return name === undefined ? undefined : { name };
  }
  const { group, kind, namespace, name } = object;
  const [application = '', ...rest] = written.split(':');
  if (rest.join(':') !== `${group}/${kind}:${namespace}/${name}`) {
    return undefined;
  }
  const [first, second] = application.split('_');
  return second === undefined ? { name: application } : { namespace: first, name: second };
}
