import { z } from 'zod';
import { intOrString, jsonObject, labelMap, metadataView, reader } from '../views';

const terminatedView = z.object({
  exitCode: z.number(),
  reason: z.string().optional(),
  message: z.string().optional(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  containerID: z.string().optional(),
});

const stateView = z.object({
  waiting: z.object({ reason: z.string().optional(), message: z.string().optional() }).optional(),
  running: z.object({ startedAt: z.string() }).optional(),
  terminated: terminatedView.optional(),
});

const containerStatusView = z.object({
  name: z.string(),
  ready: z.boolean(),
  restartCount: z.number(),
  containerID: z.string().optional(),
  state: stateView.default({}),
  lastState: stateView.default({}),
});

const sourceView = z.object({ name: z.string().optional(), optional: z.boolean().default(false) });
const keyView = sourceView.extend({ key: z.string() });

const environmentView = z.object({
  valueFrom: z.object({ configMapKeyRef: keyView.optional(), secretKeyRef: keyView.optional() }).optional(),
});

const probeView = z.object({
  initialDelaySeconds: z.number().default(0),
  periodSeconds: z.number().default(10),
  failureThreshold: z.number().default(3),
  exec: jsonObject.optional(),
  tcpSocket: jsonObject.optional(),
});

const containerView = z.object({
  name: z.string(),
  image: z.string(),
  imagePullPolicy: z.string().optional(),
  ports: z
    .array(
      z.object({ name: z.string().optional(), containerPort: z.number(), protocol: z.string().optional() }),
    )
    .default([]),
  env: z.array(environmentView).default([]),
  envFrom: z
    .array(z.object({ configMapRef: sourceView.optional(), secretRef: sourceView.optional() }))
    .default([]),
  readinessProbe: probeView.optional(),
  livenessProbe: probeView.optional(),
  startupProbe: probeView.optional(),
  resources: z.object({ requests: z.record(z.string(), intOrString).default({}) }).default({ requests: {} }),
});

export const conditionView = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  message: z.string().optional(),
  lastTransitionTime: z.string().nullish(),
});

const volumeView = z.object({
  name: z.string(),
  persistentVolumeClaim: z.object({ claimName: z.string() }).optional(),
  ephemeral: jsonObject.optional(),
  configMap: sourceView.optional(),
  secret: z.object({ secretName: z.string().optional(), optional: z.boolean().default(false) }).optional(),
});

const podView = z.object({
  metadata: metadataView,
  spec: z.object({
    nodeName: z.string().optional(),
    schedulerName: z.string().optional(),
    schedulingGates: z.array(z.object({ name: z.string() })).default([]),
    restartPolicy: z.string().default('Always'),
    nodeSelector: labelMap.default({}),
    affinity: jsonObject.optional(),
    tolerations: z
      .array(
        z.object({
          key: z.string().optional(),
          operator: z.string().optional(),
          value: z.string().optional(),
          effect: z.string().optional(),
          tolerationSeconds: z.number().optional(),
        }),
      )
      .default([]),
    volumes: z.array(volumeView).default([]),
    containers: z.array(containerView),
    initContainers: z.array(containerView).default([]),
  }),
  status: z
    .object({
      phase: z.string().default('Pending'),
      podIP: z.string().optional(),
      conditions: z.array(conditionView).default([]),
      initContainerStatuses: z.array(containerStatusView).default([]),
      containerStatuses: z.array(containerStatusView).default([]),
    })
    .default({ phase: 'Pending', conditions: [], initContainerStatuses: [], containerStatuses: [] }),
});

export type Pod = z.infer<typeof podView>;
export type Probe = z.infer<typeof probeView>;
export type PodContainer = z.infer<typeof containerView>;
export type TerminatedState = z.infer<typeof terminatedView>;

export const readPod = reader(podView);

/** Neither finished nor on its way out. */
export function isActive(pod: Pod): boolean {
  const { phase } = pod.status;
  return phase !== 'Succeeded' && phase !== 'Failed' && !pod.metadata.deletionTimestamp;
}

export function readyCondition(pod: Pod) {
  return pod.status.conditions.find(({ type }) => type === 'Ready');
}

export function isReady(pod: Pod): boolean {
  return readyCondition(pod)?.status === 'True';
}
