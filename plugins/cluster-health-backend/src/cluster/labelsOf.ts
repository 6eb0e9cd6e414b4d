import { KUBERNETES_ID } from '@greenroom/plugin-portal-common';
import type { ClusterObjects } from './ClusterObjects';
import { namespaceOf, type Unit } from './units';

type Labels = Readonly<Record<string, string>>;

/**
 * The labels by which a unit is joined to the catalog: its own, those of its pods, and the entity that its namespace
 * names where they name none. An autoscaler is its target's. `undefined` for what is gone, or is nobody's.
 */
export function labelsOf(unit: Unit, objects: ClusterObjects): Labels | undefined {
  const { kind, key } = unit;
  switch (kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Rollout':
      return withPods(objects.replicated(kind, key), key, objects);
    case 'Job':
      return withPods(objects.jobs.get(key), key, objects);
    case 'CronJob': {
      const cron = objects.cronJobs.get(key);
      const job = cron && objects.joins.jobsOf(cron.uid)[0];
      return cron && withNamespace({ ...job?.labels, ...cron.labels }, key, objects);
    }
    case 'HorizontalPodAutoscaler': {
      const row = objects.autoscalers.get(key);
      return row && withNamespace({ ...targetLabels(row, objects), ...row.labels }, key, objects);
    }
    default:
      return plain(unit, objects);
  }
}

function plain({ kind, key }: Unit, objects: ClusterObjects): Labels | undefined {
  const row = {
    PersistentVolumeClaim: objects.claims,
    Pod: objects.pods,
    Service: objects.services,
    Ingress: objects.ingresses,
    PodDisruptionBudget: objects.budgets,
  };
  const part = Object.hasOwn(row, kind) ? row[kind as keyof typeof row] : undefined;
  const labels = part?.get(key)?.labels;
  return labels && withNamespace(labels, key, objects);
}

function withPods(
  row: { uid: string; labels: Labels } | undefined,
  key: string,
  objects: ClusterObjects,
): Labels | undefined {
  return row && withNamespace({ ...objects.joins.podsOf(row.uid)[0]?.labels, ...row.labels }, key, objects);
}

function targetLabels(
  { namespace, target }: { namespace: string; target: { kind: string; name: string } },
  objects: ClusterObjects,
): Labels | undefined {
  const key = `${namespace}/${target.name}`;
  switch (target.kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'Rollout':
      return labelsOf({ kind: target.kind, key }, objects);
    default:
      return undefined;
  }
}

function withNamespace(labels: Labels, key: string, objects: ClusterObjects): Labels {
  const named = objects.namespaces.get(namespaceOf(key) ?? '')?.labels[KUBERNETES_ID];
  return named === undefined || labels[KUBERNETES_ID] !== undefined
    ? labels
    : { ...labels, [KUBERNETES_ID]: named };
}
