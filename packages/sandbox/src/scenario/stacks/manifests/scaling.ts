import { metaOf, type Workload } from './workloads';
import { type Manifest, object } from './Manifest';

/** An autoscaler by processor use, in percent of what pods request. */
export function autoscaler(target: Workload, min: number, max: number, percent: number): Manifest {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: target.name };
  const wanted = { type: 'Utilization', averageUtilization: percent };
  const metrics = [{ type: 'Resource', resource: { name: 'cpu', target: wanted } }];
  const spec = { scaleTargetRef, minReplicas: min, maxReplicas: max, metrics };
  return object('autoscaling/v2', 'HorizontalPodAutoscaler', metaOf(target), { spec });
}

/** A budget that lets one pod go at a time. */
export function disruptionBudget(target: Workload): Manifest {
  const selector = { matchLabels: { 'app.kubernetes.io/name': target.name } };
  return object('policy/v1', 'PodDisruptionBudget', metaOf(target), {
    spec: { maxUnavailable: 1, selector },
  });
}
