import { labels, type Manifest, object, type Tree } from './Manifest';

/** Something that runs, as a chart or a repository would have it. */
export interface Workload {
  name: string;
  namespace: string;
  image: string;
  /** A Deployment when left out. */
  kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  /** What it is part of; its namespace when left out. */
  partOf?: string;
  /** Its name in the catalog, where it has one. */
  entity?: string;
  /** 1 when left out. */
  replicas?: number;
  /** Requests of each pod; 100m and 128Mi when left out. */
  cpu?: string;
  memory?: string;
  /** Where it listens; a Service on the same port comes with it. */
  port?: number;
  /** Path of both probes; none when left out. */
  probe?: string;
  env?: Record<string, string>;
  args?: string[];
  nodeSelector?: Record<string, string>;
  /** Tolerates every taint. */
  everywhere?: boolean;
  /** A volume for each pod: of a template with a StatefulSet, else the claim of that name. */
  volume?: { name: string; at: string; size: string; storageClass?: string };
  strategy?: 'Recreate';
}

/** The workload and, where it listens, its Service. */
export function workload(plan: Workload): Manifest[] {
  const { port } = plan;
  const made = object('apps/v1', plan.kind ?? 'Deployment', metaOf(plan), { spec: specOf(plan) });
  return port === undefined ? [made] : [service(plan, port), made];
}

export function metaOf({ name, namespace, partOf = namespace, entity }: Workload) {
  return { name, namespace, labels: labels(name, partOf, entity) };
}

function specOf(plan: Workload): Tree {
  const { kind = 'Deployment', name, replicas = 1, volume, strategy } = plan;
  const { labels: all } = metaOf(plan);
  const claims = kind === 'StatefulSet' && volume ? [claimTemplate(volume)] : [];
  return {
    ...(kind !== 'DaemonSet' && { replicas }),
    ...(kind === 'StatefulSet' && { serviceName: name }),
    ...(strategy && { strategy: { type: strategy } }),
    selector: { matchLabels: { 'app.kubernetes.io/name': name } },
    template: { metadata: { labels: all }, spec: podSpec(plan) },
    ...(claims.length && { volumeClaimTemplates: claims }),
  };
}

/** The pod of such a workload. */
export function podSpec(plan: Workload): Tree {
  const { kind, nodeSelector, everywhere, volume } = plan;
  const claimed = volume && kind !== 'StatefulSet';
  return {
    containers: [containerOf(plan)],
    ...(nodeSelector && { nodeSelector }),
    ...(everywhere && { tolerations: [{ operator: 'Exists' }] }),
    ...(claimed && {
      volumes: [{ name: volume.name, persistentVolumeClaim: { claimName: volume.name } }],
    }),
  };
}

function containerOf(plan: Workload): Tree {
  const { name, image, cpu = '100m', memory = '128Mi', port, probe, env, args, volume } = plan;
  const check = { httpGet: { path: probe ?? '/', port: port ?? 80 }, periodSeconds: 5 };
  return {
    name,
    image,
    ...(args && { args }),
    ...(port !== undefined && { ports: [{ containerPort: port }] }),
    ...(env && { env: Object.entries(env).map(([key, value]) => ({ name: key, value })) }),
    resources: { requests: { cpu, memory }, limits: { memory } },
    ...(probe !== undefined && { readinessProbe: check, livenessProbe: check }),
    ...(volume && { volumeMounts: [{ name: volume.name, mountPath: volume.at }] }),
  };
}

function service(plan: Workload, port: number): Manifest {
  const spec = {
    selector: { 'app.kubernetes.io/name': plan.name },
    ports: [{ port, targetPort: port, protocol: 'TCP' }],
    ...(plan.kind === 'StatefulSet' && { clusterIP: 'None' }),
  };
  return object('v1', 'Service', metaOf(plan), { spec });
}

function claimTemplate({ name, size, storageClass }: NonNullable<Workload['volume']>): Tree {
  return { metadata: { name }, spec: claimSpec(size, storageClass) };
}

export function claimSpec(size: string, storageClass?: string): Tree {
  return {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: size } },
    ...(storageClass && { storageClassName: storageClass }),
  };
}

/** A claim that is no StatefulSet's. */
export function claim(plan: Workload, size: string, storageClass?: string): Manifest {
  const { namespace, labels: all } = metaOf(plan);
  const name = plan.volume?.name ?? plan.name;
  const spec = claimSpec(size, storageClass);
  return object('v1', 'PersistentVolumeClaim', { name, namespace, labels: all }, { spec });
}

/** A job by the clock. */
export function cronJob(plan: Workload, schedule: string, more: Tree = {}): Manifest {
  const template = { spec: { restartPolicy: 'Never', ...podSpec(plan) } };
  return object('batch/v1', 'CronJob', metaOf(plan), {
    spec: {
      schedule,
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      ...more,
      jobTemplate: { spec: { backoffLimit: 2, template } },
    },
  });
}
