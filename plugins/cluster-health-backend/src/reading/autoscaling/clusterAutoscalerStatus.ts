import { parse } from 'yaml';
import { z } from 'zod';
import { type ObjectRef, tolerant } from '@greenroom/cluster-access';

const { each, part, text, whole } = tolerant;

/** Where the Cluster Autoscaler writes how it does, unless its flags say otherwise. */
export const clusterAutoscalerStatusRef: ObjectRef = {
  type: { group: '', version: 'v1', resource: 'configmaps' },
  namespace: 'kube-system',
  name: 'cluster-autoscaler-status',
};

/** The ConfigMap, as far as it is read. */
export const clusterAutoscalerConfigMap = z.object({ data: z.object({ status: z.string() }) });

const health = part({
  status: text,
  nodeCounts: part({
    registered: part({ total: whole, ready: whole, notStarted: whole }),
    longUnregistered: whole,
    unregistered: whole,
  }),
  cloudProviderTarget: whole,
  minSize: whole,
  maxSize: whole,
  lastTransitionTime: text,
});
const activity = part({
  status: text,
  backoffInfo: part({ errorCode: text, errorMessage: text }),
  lastTransitionTime: text,
});

const statusSchema = z.object({
  time: text,
  autoscalerStatus: text,
  clusterWide: part({ health, scaleUp: activity, scaleDown: activity }),
  nodeGroups: each(z.object({ name: z.string(), health, scaleUp: activity, scaleDown: activity })),
});

/** What the Cluster Autoscaler says (cluster-autoscaler/clusterstate/api/types.go, since 1.30). */
export type ClusterAutoscalerStatus = z.infer<typeof statusSchema>;

/** `undefined` for what is written otherwise, e.g. as text by versions before 1.30. */
export function readClusterAutoscalerStatus(status: string): ClusterAutoscalerStatus | undefined {
  const parsed = statusSchema.safeParse(parsedYaml(status));
  return parsed.success && (parsed.data.clusterWide || parsed.data.nodeGroups.length > 0)
    ? parsed.data
    : undefined;
}

function parsedYaml(written: string): unknown {
  try {
    return parse(written, { logLevel: 'silent' });
  } catch {
    return undefined;
  }
}

/** Milliseconds since 1970 of Go's `2023-11-24 04:28:19.546750398 +0000 UTC`. */
export function writtenAt({ time }: ClusterAutoscalerStatus): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?(?: ?([+-]\d\d):?(\d\d)| ?Z)?/.exec(
    time ?? '',
  );
  const zone = match?.[3] === undefined ? 'Z' : `${match[3]}:${match[4]}`;
  const at = match ? Date.parse(`${match[1]}T${match[2]}${zone}`) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
