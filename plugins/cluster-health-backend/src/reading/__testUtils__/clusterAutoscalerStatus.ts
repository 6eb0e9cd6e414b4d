import { NotFoundError } from '@backstage/errors';
import recorded from '../__fixtures__/clusterAutoscaler.json';
import {
  type ClusterAutoscalerStatus,
  clusterAutoscalerConfigMap,
  readClusterAutoscalerStatus,
} from '../autoscaling/clusterAutoscalerStatus';

/** What a recorded ConfigMap of the Cluster Autoscaler says. */
export function clusterAutoscalerStatus(name: keyof typeof recorded): ClusterAutoscalerStatus {
  const { data } = clusterAutoscalerConfigMap.parse(recorded[name].object);
  const status = readClusterAutoscalerStatus(data.status);
  if (status === undefined) {
    throw new NotFoundError(`nothing can be read of the recorded status ${name}`);
  }
  return status;
}
