import { at, textAt } from '../../kubernetes/json';
import { type JsonValue, type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { fnv32a } from '../hashing';
import { canonicalQuantity, quantity } from '../quantities';
import { type Autoscaler } from './autoscalerView';

/** How busy an autoscaler's pods are, against how busy they should be. */
export interface Load {
  /** Of the wanted use, by the metric that asks for most pods: 1 is right. */
  usage: number;
  /** As the autoscaler calls the metric that decides. */
  words: string;
  /** `status.currentMetrics`. */
  metrics: JsonValue[];
}

/**
 * The load of pods, as the cluster's metrics have it (`pod_utilization{resource="cpu",namespace="shop",name="web"}`, in
 * percent of what all pods of the least number may have), or else a quiet one that stays as it is. Undefined while no
 * pod can be measured.
 */
export function loadOf(
  cluster: Cluster,
  autoscaler: Autoscaler,
  pods: readonly KubeObject[],
): Load | undefined {
  if (pods.length === 0) return undefined;
  const measured = autoscaler.spec.metrics.flatMap(({ resource }) =>
    resource ? [measuredResource(cluster, autoscaler, pods, resource)] : [],
  );
  const [first] = [...measured].sort((one, other) => other.usage - one.usage);
  return first && { ...first, metrics: measured.map(({ metric }) => metric) };
}

type Resource = NonNullable<Autoscaler['spec']['metrics'][number]['resource']>;

function measuredResource(
  cluster: Cluster,
  { metadata, spec }: Autoscaler,
  pods: readonly KubeObject[],
  { name, target }: Resource,
) {
  const query = `pod_utilization{resource="${name}",namespace="${metadata.namespace}",name="${spec.scaleTargetRef.name}"}`;
  const total = cluster.metrics(query, {}) ?? quiet(metadata.uid, target.averageUtilization ?? 80);
  const averageUtilization = Math.round((total * spec.minReplicas) / pods.length);
  const requested = requestOf(pods[0], name);
  const used = (requested * averageUtilization) / 100;
  const averageValue = name === 'cpu' ? `${Math.round(used * 1_000)}m` : canonicalQuantity(Math.round(used));
  const byValue = target.averageValue !== undefined;
  const usage = byValue
    ? used / quantity(target.averageValue)
    : averageUtilization / (target.averageUtilization ?? 80);
  const current = { ...(!byValue && { averageUtilization }), averageValue };
  const words = `${name} resource${byValue ? '' : ' utilization (percentage of request)'}`;
  return { usage, words, metric: { type: 'Resource', resource: { name, current } } };
}

/** Two to three fifths of what is wanted: always the same for one autoscaler. */
function quiet(uid: string, wanted: number): number {
  return (wanted * (40 + (fnv32a(uid) % 20))) / 100;
}

function requestOf(pod: KubeObject | undefined, resource: string): number {
  const containers = at(pod, 'spec', 'containers');
  const requests = (Array.isArray(containers) ? containers : []).map(container =>
    quantity(textAt(container, 'resources', 'requests', resource)),
  );
  const sum = requests.reduce((one, other) => one + other, 0);
  return sum || (resource === 'cpu' ? 0.1 : 128 * 1024 ** 2);
}
