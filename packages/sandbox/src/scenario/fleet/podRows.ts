import { fnv32a } from '../../controllers/hashing';
import type { KubeObject } from '../../kubernetes/types';
import { fleetNamespace } from './manifests';

/** What the pods of one application have in common: one object in memory for all of them. */
interface Shared {
  labels: Record<string, string>;
  owner: KubeObject['metadata']['ownerReferences'];
  managers: KubeObject['metadata']['managedFields'];
  spec: NonNullable<KubeObject['spec']>;
}

const image = 'registry.fleet.example/app:v1';
const digest = `registry.fleet.example/app@sha256:${'7d'.repeat(32)}`;

/** @param stamp RFC 3339, of everything that has one */
export function sharedOf(app: string, uid: string, stamp: string): Shared {
  const hash = fnv32a(app).toString(16);
  return {
    labels: { 'app.kubernetes.io/name': app, 'backstage.io/kubernetes-id': app, 'pod-template-hash': hash },
    owner: [
      {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        name: `${app}-${hash}`,
        uid,
        controller: true,
        blockOwnerDeletion: true,
      },
    ],
    managers: [
      manager('kube-controller-manager', stamp, { 'f:metadata': metadataFields, 'f:spec': specFields }),
      { ...manager('kubelet', stamp, { 'f:status': statusFields }), subresource: 'status' },
    ],
    spec: specOf(app),
  };
}

const leaf = {};
const fields = (...names: string[]) => Object.fromEntries(names.map(name => [`f:${name}`, leaf]));
const metadataFields = {
  'f:generateName': leaf,
  'f:labels': {
    '.': leaf,
    ...fields('app.kubernetes.io/name', 'backstage.io/kubernetes-id', 'pod-template-hash'),
  },
  'f:ownerReferences': { '.': leaf, 'k:{"uid":"owner"}': leaf },
};
const probeFields = {
  '.': leaf,
  ...fields('failureThreshold', 'periodSeconds', 'successThreshold', 'timeoutSeconds'),
};
const specFields = {
  'f:containers': {
    'k:{"name":"app"}': {
      '.': leaf,
      ...fields('env', 'image', 'imagePullPolicy', 'name', 'ports', 'resources', 'terminationMessagePath'),
      'f:readinessProbe': probeFields,
      'f:livenessProbe': probeFields,
    },
  },
  ...fields('dnsPolicy', 'enableServiceLinks', 'restartPolicy', 'schedulerName', 'securityContext'),
};
const statusFields = {
  'f:conditions': Object.fromEntries(
    ['ContainersReady', 'Initialized', 'PodReadyToStartContainers', 'Ready'].map(type => [
      `k:{"type":"${type}"}`,
      { '.': leaf, ...fields('lastProbeTime', 'lastTransitionTime', 'status', 'type') },
    ]),
  ),
  ...fields('containerStatuses', 'hostIP', 'hostIPs', 'phase', 'podIP', 'podIPs', 'startTime'),
};

function manager(name: string, time: string, fieldsV1: object) {
  const operation = 'Update' as const;
  const known = JSON.parse(JSON.stringify(fieldsV1));
  return {
    manager: name,
    operation,
    apiVersion: 'v1',
    time,
    fieldsType: 'FieldsV1' as const,
    fieldsV1: known,
  };
}

function specOf(app: string): Shared['spec'] {
  const probe = (path: string) => ({
    httpGet: { path, port: 8_080, scheme: 'HTTP' },
    failureThreshold: 3,
    periodSeconds: 10,
    successThreshold: 1,
    timeoutSeconds: 1,
  });
  const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount';
  const environment = {
    LOG_LEVEL: 'info',
    SERVICE: app,
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4317',
  };
  return {
    containers: [
      {
        name: 'app',
        image,
        imagePullPolicy: 'IfNotPresent',
        env: Object.entries(environment).map(([name, value]) => ({ name, value })),
        ports: [{ containerPort: 8_080, name: 'http', protocol: 'TCP' }],
        resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
        readinessProbe: probe('/ready'),
        livenessProbe: probe('/live'),
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
        volumeMounts: [{ name: 'kube-api-access', readOnly: true, mountPath }],
      },
    ],
    dnsPolicy: 'ClusterFirst',
    enableServiceLinks: true,
    preemptionPolicy: 'PreemptLowerPriority',
    priority: 0,
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    serviceAccount: 'default',
    serviceAccountName: 'default',
    terminationGracePeriodSeconds: 30,
    tolerations: ['not-ready', 'unreachable'].map(key => ({
      key: `node.kubernetes.io/${key}`,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 300,
    })),
    volumes: [{ name: 'kube-api-access', projected: { defaultMode: 420, sources: [] } }],
  };
}

/** One pod. @param node its name and, of it, the address */
export function podRow(
  shared: Shared,
  {
    name,
    uid,
    node,
    revision,
    stamp,
  }: { name: string; uid: string; node: string; revision: number; stamp: string },
): KubeObject {
  const { labels, owner, managers, spec } = shared;
  const number = fnv32a(name);
  const podIP = `10.${128 + (number % 100)}.${(number >>> 8) & 255}.${1 + ((number >>> 16) % 250)}`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${owner?.[0]?.name ?? ''}-`,
      namespace: fleetNamespace,
      uid,
      resourceVersion: String(revision),
      creationTimestamp: stamp,
      labels,
      ownerReferences: owner,
      managedFields: managers,
    },
    spec: { ...spec, nodeName: node },
    status: {
      phase: 'Running',
      conditions: conditionsAt(stamp),
      hostIP: '10.0.0.1',
      hostIPs: [{ ip: '10.0.0.1' }],
      podIP,
      podIPs: [{ ip: podIP }],
      startTime: stamp,
      qosClass: 'Burstable',
      containerStatuses: [
        {
          name: 'app',
          ready: true,
          started: true,
          restartCount: 0,
          image,
          imageID: digest,
          containerID: `containerd://${uid.replaceAll('-', '')}${uid.replaceAll('-', '')}`,
          state: { running: { startedAt: stamp } },
          lastState: {},
        },
      ],
    },
  };
}

const known = new Map<string, ReturnType<typeof newConditions>>();

/** The same for all pods of one moment. */
function conditionsAt(stamp: string) {
  const conditions = known.get(stamp) ?? newConditions(stamp);
  known.set(stamp, conditions);
  return conditions;
}

function newConditions(lastTransitionTime: string) {
  const types = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'];
  return types.map(type => ({ type, status: 'True', lastProbeTime: null, lastTransitionTime }));
}
