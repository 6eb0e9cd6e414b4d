import { type KubeObject } from '../../kubernetes/types';
import { type HealthCode } from '../application';
import { groupOf } from '../tracking';
import { type Health, type HealthCheck } from './Health';
import {
  daemonSetHealth,
  deploymentHealth,
  podHealth,
  replicaSetHealth,
  statefulSetHealth,
} from './workloads';
import { hpaHealth, ingressHealth, jobHealth, pvcHealth, serviceHealth } from './builtIn';
import {
  analysisRunHealth,
  certificateHealth,
  externalSecretHealth,
  pdbHealth,
  rolloutHealth,
} from './customised';

/**
 * By `group/Kind`: the kinds whose health Argo CD knows, of those that this platform has. An Application in an Application
 * is not among them: that has to be asked for in the settings.
 */
const checks: Record<string, HealthCheck> = {
  'apps/Deployment': deploymentHealth,
  'apps/StatefulSet': statefulSetHealth,
  'apps/ReplicaSet': replicaSetHealth,
  'apps/DaemonSet': daemonSetHealth,
  'networking.k8s.io/Ingress': ingressHealth,
  '/Service': serviceHealth,
  '/PersistentVolumeClaim': pvcHealth,
  '/Pod': podHealth,
  'batch/Job': jobHealth,
  'autoscaling/HorizontalPodAutoscaler': hpaHealth,
  'policy/PodDisruptionBudget': pdbHealth,
  'argoproj.io/Rollout': rolloutHealth,
  'argoproj.io/AnalysisRun': analysisRunHealth,
  'cert-manager.io/Certificate': certificateHealth,
  'external-secrets.io/ExternalSecret': externalSecretHealth,
};

/** How an object does, or undefined for kinds that have no health, such as ConfigMaps. */
export function healthOf(object: KubeObject): Health | undefined {
  const deleting = object.metadata.deletionTimestamp !== undefined;
  const hook = object.metadata.finalizers?.includes('argocd.argoproj.io/hook-finalizer') ?? false;
  if (deleting && !hook) return { status: 'Progressing', message: 'Pending deletion' };
  return checks[`${groupOf(object.apiVersion)}/${object.kind}`]?.(object);
}

/** Whether a missing object of that kind makes its Application Missing. */
export function hasHealth(group: string, kind: string): boolean {
  return checks[`${group}/${kind}`] !== undefined;
}

const order: HealthCode[] = ['Healthy', 'Suspended', 'Progressing', 'Missing', 'Degraded', 'Unknown'];

export function worse(one: HealthCode, other: HealthCode): HealthCode {
  return order.indexOf(other) > order.indexOf(one) ? other : one;
}
