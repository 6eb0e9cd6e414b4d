/**
 * One pod as an EKS cluster has it: a web service with an application container, a proxy that was injected, an IAM role
 * for its service account, and what the managers of its fields have noted. Written in the order in which Go does.
 */
export interface PodFacts {
  namespace: string;
  service: string;
  /** The pod-template-hash. */
  hash: string;
  name: string;
  uid: string;
  owner: string;
  node: string;
  /** IPv4 */
  ip: string;
  version: string;
  digest: string;
  createdAt: string;
  startedAt: string;
  /** Not ready, and in a crash loop. */
  isBroken: boolean;
}

const environment = (service: string) =>
  [
    'HTTP_PORT=8080',
    'METRICS_PORT=9090',
    'LOG_LEVEL=info',
    'LOG_FORMAT=json',
    'OTEL_EXPORTER_OTLP_ENDPOINT=http://otel-collector.observability.svc.cluster.local:4317',
    `OTEL_SERVICE_NAME=${service}`,
    'OTEL_RESOURCE_ATTRIBUTES=deployment.environment=production,k8s.cluster.name=eks-prod',
    `DATABASE_HOST=${service}.cluster-c8r2k4examp1.eu-central-1.rds.amazonaws.com`,
    'DATABASE_POOL_SIZE=20',
    `CACHE_URL=rediss://master.${service}.abc123.euc1.cache.amazonaws.com:6379`,
    'FEATURE_FLAGS_URL=http://unleash.platform.svc.cluster.local:4242/api',
    'AWS_STS_REGIONAL_ENDPOINTS=regional',
    'AWS_DEFAULT_REGION=eu-central-1',
    'AWS_REGION=eu-central-1',
    `AWS_ROLE_ARN=arn:aws:iam::123456789012:role/eks-prod-${service}`,
    'AWS_WEB_IDENTITY_TOKEN_FILE=/var/run/secrets/eks.amazonaws.com/serviceaccount/token',
  ].map(line => ({ name: line.slice(0, line.indexOf('=')), value: line.slice(line.indexOf('=') + 1) }));

const probe = (path: string, port: number, periodSeconds: number) => ({
  httpGet: { path, port, scheme: 'HTTP' },
  initialDelaySeconds: 5,
  timeoutSeconds: 2,
  periodSeconds,
  successThreshold: 1,
  failureThreshold: 3,
});

const mounts = [
  {
    name: 'kube-api-access-7xk2p',
    readOnly: true,
    mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
  },
  { name: 'aws-iam-token', readOnly: true, mountPath: '/var/run/secrets/eks.amazonaws.com/serviceaccount' },
];

const containers = ({ service, version }: PodFacts) => [
  {
    name: 'app',
    image: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/${service}:${version}`,
    ports: [
      { name: 'http', containerPort: 8080, protocol: 'TCP' },
      { name: 'metrics', containerPort: 9090, protocol: 'TCP' },
    ],
    envFrom: [{ configMapRef: { name: `${service}-config` } }, { secretRef: { name: `${service}-secrets` } }],
    env: environment(service),
    resources: { limits: { memory: '1Gi' }, requests: { cpu: '250m', memory: '512Mi' } },
    volumeMounts: [{ name: 'config', mountPath: '/etc/app' }, { name: 'tmp', mountPath: '/tmp' }, ...mounts],
    livenessProbe: probe('/livez', 8080, 10),
    readinessProbe: probe('/readyz', 8080, 5),
    startupProbe: probe('/startupz', 8080, 2),
    lifecycle: { preStop: { exec: { command: ['/bin/sleep', '15'] } } },
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'FallbackToLogsOnError',
    imagePullPolicy: 'IfNotPresent',
    securityContext: {
      capabilities: { drop: ['ALL'] },
      runAsUser: 10001,
      runAsNonRoot: true,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      seccompProfile: { type: 'RuntimeDefault' },
    },
  },
  {
    name: 'linkerd-proxy',
    image: 'cr.l5d.io/linkerd/proxy:edge-26.10.3',
    ports: [
      { name: 'linkerd-proxy', containerPort: 4143, protocol: 'TCP' },
      { name: 'linkerd-admin', containerPort: 4191, protocol: 'TCP' },
    ],
    env: [
      { name: '_pod_name', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
      { name: '_pod_ns', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } } },
      { name: 'LINKERD2_PROXY_LOG', value: 'warn,linkerd=info,hickory=error' },
      {
        name: 'LINKERD2_PROXY_DESTINATION_SVC_ADDR',
        value: 'linkerd-dst-headless.linkerd.svc.cluster.local.:8086',
      },
      { name: 'LINKERD2_PROXY_POLICY_SVC_ADDR', value: 'linkerd-policy.linkerd.svc.cluster.local.:8090' },
      { name: 'LINKERD2_PROXY_INBOUND_PORTS', value: '8080,9090' },
    ],
    resources: { limits: { memory: '250Mi' }, requests: { cpu: '20m', memory: '32Mi' } },
    volumeMounts: [
      { name: 'linkerd-identity-end-entity', mountPath: '/var/run/linkerd/identity/end-entity' },
    ],
    livenessProbe: probe('/live', 4191, 10),
    readinessProbe: probe('/ready', 4191, 10),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'FallbackToLogsOnError',
    imagePullPolicy: 'IfNotPresent',
    securityContext: { runAsUser: 2102, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
  },
];

const labels = ({ service, hash, version }: PodFacts) => ({
  app: service,
  'app.kubernetes.io/instance': service,
  'app.kubernetes.io/managed-by': 'argocd',
  'app.kubernetes.io/name': service,
  'app.kubernetes.io/part-of': 'storefront',
  'app.kubernetes.io/version': version,
  'backstage.io/kubernetes-id': service,
  'linkerd.io/control-plane-ns': 'linkerd',
  'linkerd.io/proxy-deployment': service,
  'pod-template-hash': hash,
  team: 'storefront',
  'topology.kubernetes.io/region': 'eu-central-1',
});

const annotations = ({ service, startedAt }: PodFacts) => ({
  'checksum/config': '8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4',
  'config.linkerd.io/proxy-log-level': 'warn,linkerd=info',
  'kubectl.kubernetes.io/restartedAt': startedAt,
  'linkerd.io/created-by': 'linkerd/proxy-injector edge-26.10.3',
  'linkerd.io/inject': 'enabled',
  'linkerd.io/proxy-version': 'edge-26.10.3',
  'linkerd.io/trust-root-sha256': '4a8b2f1c9d7e6a5b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b',
  'prometheus.io/path': '/metrics',
  'prometheus.io/port': '9090',
  'prometheus.io/scrape': 'true',
  'viz.linkerd.io/tap-enabled': 'true',
  'vault.hashicorp.com/role': service,
});

const volumes = ({ service }: PodFacts) => [
  { name: 'config', configMap: { name: `${service}-config`, defaultMode: 420 } },
  { name: 'tmp', emptyDir: { sizeLimit: '512Mi' } },
  { name: 'linkerd-identity-end-entity', emptyDir: { medium: 'Memory' } },
  {
    name: 'aws-iam-token',
    projected: {
      sources: [
        { serviceAccountToken: { audience: 'sts.amazonaws.com', expirationSeconds: 86400, path: 'token' } },
      ],
      defaultMode: 420,
    },
  },
  {
    name: 'kube-api-access-7xk2p',
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
          },
        },
      ],
      defaultMode: 420,
    },
  },
];

const spec = (facts: PodFacts) => ({
  volumes: volumes(facts),
  containers: containers(facts),
  restartPolicy: 'Always',
  terminationGracePeriodSeconds: 45,
  dnsPolicy: 'ClusterFirst',
  serviceAccountName: facts.service,
  serviceAccount: facts.service,
  nodeName: facts.node,
  securityContext: { runAsNonRoot: true, fsGroup: 10001 },
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          { matchExpressions: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 'arm64'] }] },
        ],
      },
    },
  },
  schedulerName: 'default-scheduler',
  tolerations: [
    { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
    {
      key: 'node.kubernetes.io/unreachable',
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 300,
    },
  ],
  priority: 1000,
  priorityClassName: 'service',
  enableServiceLinks: false,
  preemptionPolicy: 'PreemptLowerPriority',
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { app: facts.service } },
    },
  ],
});

const conditions = ({ isBroken, createdAt, startedAt }: PodFacts) => {
  const ready = isBroken
    ? { status: 'False', reason: 'ContainersNotReady', message: 'containers with unready status: [app]' }
    : { status: 'True' };
  return [
    { type: 'PodReadyToStartContainers', status: 'True', lastProbeTime: null, lastTransitionTime: startedAt },
    { type: 'Initialized', status: 'True', lastProbeTime: null, lastTransitionTime: createdAt },
    { type: 'Ready', lastProbeTime: null, lastTransitionTime: startedAt, ...ready },
    { type: 'ContainersReady', lastProbeTime: null, lastTransitionTime: startedAt, ...ready },
    { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: createdAt },
  ];
};

const appState = ({ isBroken, startedAt }: PodFacts) =>
  isBroken
    ? {
        state: {
          waiting: {
            reason: 'CrashLoopBackOff',
            message: 'back-off 5m0s restarting failed container=app',
          },
        },
        lastState: {
          terminated: {
            exitCode: 1,
            reason: 'Error',
            startedAt,
            finishedAt: startedAt,
            containerID: 'containerd://1',
          },
        },
        ready: false,
        restartCount: 7,
        started: false,
      }
    : { state: { running: { startedAt } }, lastState: {}, ready: true, restartCount: 0, started: true };

const status = (facts: PodFacts) => ({
  phase: 'Running',
  conditions: conditions(facts),
  hostIP: facts.ip.replace(/^10\.1/, '10.2'),
  hostIPs: [{ ip: facts.ip.replace(/^10\.1/, '10.2') }],
  podIP: facts.ip,
  podIPs: [{ ip: facts.ip }],
  startTime: facts.createdAt,
  containerStatuses: [
    {
      name: 'app',
      ...appState(facts),
      image: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/${facts.service}:${facts.version}`,
      imageID: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/${facts.service}@sha256:${facts.digest}`,
      containerID: `containerd://${facts.uid.replaceAll('-', '').padEnd(64, 'a')}`,
    },
    {
      name: 'linkerd-proxy',
      state: { running: { startedAt: facts.startedAt } },
      lastState: {},
      ready: true,
      restartCount: 0,
      image: 'cr.l5d.io/linkerd/proxy:edge-26.10.3',
      imageID: `cr.l5d.io/linkerd/proxy@sha256:${'3f'.repeat(32)}`,
      containerID: `containerd://${facts.uid.replaceAll('-', '').padEnd(64, 'b')}`,
      started: true,
    },
  ],
  qosClass: 'Burstable',
});

type Fields = { [key: string]: Fields };

/** Lists are told by what their items are known by, as the API server does. */
function fieldsOf(value: unknown): Fields {
  if (Array.isArray(value)) {
    return Object.fromEntries(value.map((item: unknown) => [keyOf(item), { '.': {}, ...fieldsOf(item) }]));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [`f:${key}`, fieldsOf(inner)]));
  }
  return {};
}

function keyOf(item: unknown): string {
  const entries = typeof item === 'object' && item !== null ? Object.entries(item) : [];
  const named = entries.find(([key]) =>
    ['name', 'type', 'ip', 'uid', 'mountPath', 'containerPort'].includes(key),
  );
  return named ? `k:${JSON.stringify(Object.fromEntries([named]))}` : `v:${JSON.stringify(item)}`;
}

/** The API server's JSON of the pod, about 18 kB. */
export function podObject(facts: PodFacts, resourceVersion: string) {
  const parts = {
    labels: labels(facts),
    annotations: annotations(facts),
    spec: spec(facts),
    status: status(facts),
  };
  const ownerReferences = [
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      name: `${facts.service}-${facts.hash}`,
      uid: facts.owner,
      controller: true,
      blockOwnerDeletion: true,
    },
  ];
  const { labels: ownLabels, annotations: ownAnnotations } = parts;
  const created = {
    metadata: { annotations: ownAnnotations, generateName: '', labels: ownLabels, ownerReferences },
    spec: parts.spec,
  };
  const entry = { operation: 'Update', apiVersion: 'v1', time: facts.createdAt, fieldsType: 'FieldsV1' };
  return {
    metadata: {
      name: facts.name,
      generateName: `${facts.service}-${facts.hash}-`,
      namespace: facts.namespace,
      uid: facts.uid,
      resourceVersion,
      generation: 1,
      creationTimestamp: facts.createdAt,
      labels: ownLabels,
      annotations: ownAnnotations,
      ownerReferences,
      managedFields: [
        { manager: 'kube-controller-manager', ...entry, fieldsV1: fieldsOf(created) },
        { manager: 'kubelet', ...entry, fieldsV1: fieldsOf({ status: parts.status }), subresource: 'status' },
      ],
    },
    spec: parts.spec,
    status: parts.status,
  };
}
