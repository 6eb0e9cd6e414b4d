import { type Manifest, object } from './Manifest';
import { type Workload, workload } from './workloads';

/** metrics-server and the way that leads to it. */
export function metricsServer(more: Partial<Workload> = {}): Manifest[] {
  const plan: Workload = {
    name: 'metrics-server',
    namespace: 'kube-system',
    image: 'registry.k8s.io/metrics-server/metrics-server:v0.8.0',
    port: 10_250,
    ...more,
  };
  return [...workload(plan), metricsService];
}

const metricsService = object(
  'apiregistration.k8s.io/v1',
  'APIService',
  { name: 'v1beta1.metrics.k8s.io' },
  {
    spec: {
      group: 'metrics.k8s.io',
      groupPriorityMinimum: 100,
      insecureSkipTLSVerify: true,
      service: { name: 'metrics-server', namespace: 'kube-system', port: 443 },
      version: 'v1beta1',
      versionPriority: 100,
    },
  },
);
