import { type FieldSpec } from './fields';

/** Where built-in kinds have their fields: kustomize's own defaults (`api/internal/konfig/builtinpluginconsts`). */

const template = 'spec/template';
const jobTemplate = 'spec/jobTemplate';

/** Labels and annotations of the pods that a kind makes. */
function templateFields(field: 'labels' | 'annotations'): FieldSpec[] {
  const plain = ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'];
  return [
    { path: `${template}/metadata/${field}`, version: 'v1', kind: 'ReplicationController', create: true },
    ...plain.map(kind => ({ path: `${template}/metadata/${field}`, kind, create: true })),
    { path: `${template}/metadata/${field}`, group: 'batch', kind: 'Job', create: true },
    { path: `${jobTemplate}/metadata/${field}`, group: 'batch', kind: 'CronJob', create: true },
    { path: `${jobTemplate}/spec/template/metadata/${field}`, group: 'batch', kind: 'CronJob', create: true },
  ];
}

export const ownLabels: FieldSpec[] = [{ path: 'metadata/labels', create: true }];
export const templateLabels: FieldSpec[] = [
  ...ownLabels,
  ...templateFields('labels'),
  { path: 'spec/volumeClaimTemplates[]/metadata/labels', group: 'apps', kind: 'StatefulSet', create: true },
];
export const annotationFields: FieldSpec[] = [
  { path: 'metadata/annotations', create: true },
  ...templateFields('annotations'),
];

const affinities = ['podAffinity', 'podAntiAffinity'].flatMap(kind => [
  `affinity/${kind}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`,
  `affinity/${kind}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`,
]);
const placing = [...affinities, 'topologySpreadConstraints/labelSelector/matchLabels'].flatMap(path =>
  ['Deployment', 'StatefulSet'].map(kind => ({ path: `${template}/spec/${path}`, group: 'apps', kind })),
);

/** Labels and everything that selects by them. */
export const selectorLabels: FieldSpec[] = [
  { path: 'spec/selector', version: 'v1', kind: 'Service', create: true },
  { path: 'spec/selector', version: 'v1', kind: 'ReplicationController', create: true },
  ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].map(kind => ({
    path: 'spec/selector/matchLabels',
    kind,
    create: true,
  })),
  ...placing,
  { path: 'spec/selector/matchLabels', group: 'batch', kind: 'Job' },
  { path: 'spec/jobTemplate/spec/selector/matchLabels', group: 'batch', kind: 'CronJob' },
  { path: 'spec/selector/matchLabels', group: 'policy', kind: 'PodDisruptionBudget' },
  ...['spec', 'spec/ingress/from', 'spec/egress/to'].map(path => ({
    path: `${path}/podSelector/matchLabels`,
    group: 'networking.k8s.io',
    kind: 'NetworkPolicy',
  })),
  ...templateLabels,
];

export const replicaFields: FieldSpec[] = [
  'Deployment',
  'ReplicationController',
  'ReplicaSet',
  'StatefulSet',
].map(kind => ({ path: 'spec/replicas', kind, create: true }));

/** Names of objects of one kind in objects of others. */
export interface NameReference {
  kind: string;
  group?: string;
  version?: string;
  fieldSpecs: FieldSpec[];
}

const podSpecs: Record<string, string> = {
  Pod: 'spec',
  PodTemplate: 'template/spec',
  Deployment: 'spec/template/spec',
  ReplicaSet: 'spec/template/spec',
  DaemonSet: 'spec/template/spec',
  StatefulSet: 'spec/template/spec',
  Job: 'spec/template/spec',
  CronJob: 'spec/jobTemplate/spec/template/spec',
};

function inPods(...paths: string[]): FieldSpec[] {
  return Object.entries(podSpecs).flatMap(([kind, base]) =>
    paths.map(path => ({ path: `${base}/${path}`, kind })),
  );
}

function inContainers(...paths: string[]): string[] {
  return ['containers', 'initContainers'].flatMap(list => paths.map(path => `${list}/${path}`));
}

const ingressBackends = ['spec/defaultBackend', 'spec/rules/http/paths/backend'].map(path => ({
  path: `${path}/service/name`,
  kind: 'Ingress',
}));

export const nameReferences: NameReference[] = [
  ...['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map(kind => ({
    kind,
    fieldSpecs: [{ path: 'spec/scaleTargetRef/name', kind: 'HorizontalPodAutoscaler' }],
  })),
  {
    kind: 'ConfigMap',
    version: 'v1',
    fieldSpecs: [
      ...inPods(
        'volumes/configMap/name',
        'volumes/projected/sources/configMap/name',
        ...inContainers('env/valueFrom/configMapKeyRef/name', 'envFrom/configMapRef/name'),
      ),
      ...['Role', 'ClusterRole'].map(kind => ({ path: 'rules/resourceNames', kind })),
    ],
  },
  {
    kind: 'Secret',
    version: 'v1',
    fieldSpecs: [
      ...inPods(
        'volumes/secret/secretName',
        'volumes/projected/sources/secret/name',
        'imagePullSecrets/name',
        ...inContainers('env/valueFrom/secretKeyRef/name', 'envFrom/secretRef/name'),
      ),
      { path: 'spec/tls/secretName', kind: 'Ingress' },
      { path: 'imagePullSecrets/name', kind: 'ServiceAccount' },
      { path: 'secrets/name', kind: 'ServiceAccount' },
      ...['Role', 'ClusterRole'].map(kind => ({ path: 'rules/resourceNames', kind })),
    ],
  },
  {
    kind: 'Service',
    version: 'v1',
    fieldSpecs: [
      { path: 'spec/serviceName', kind: 'StatefulSet', group: 'apps' },
      ...ingressBackends,
      { path: 'spec/rules/http/paths/backend/serviceName', kind: 'Ingress' },
      { path: 'spec/backend/serviceName', kind: 'Ingress' },
      { path: 'spec/service/name', kind: 'APIService', group: 'apiregistration.k8s.io' },
    ],
  },
  {
    kind: 'ServiceAccount',
    version: 'v1',
    fieldSpecs: [
      ...['RoleBinding', 'ClusterRoleBinding'].map(kind => ({ path: 'subjects/name', kind })),
      ...inPods('serviceAccountName'),
    ],
  },
  {
    kind: 'Role',
    group: 'rbac.authorization.k8s.io',
    fieldSpecs: [{ path: 'roleRef/name', kind: 'RoleBinding' }],
  },
  {
    kind: 'ClusterRole',
    group: 'rbac.authorization.k8s.io',
    fieldSpecs: ['RoleBinding', 'ClusterRoleBinding'].map(kind => ({ path: 'roleRef/name', kind })),
  },
  {
    kind: 'PersistentVolumeClaim',
    version: 'v1',
    fieldSpecs: inPods('volumes/persistentVolumeClaim/claimName'),
  },
  { kind: 'PriorityClass', group: 'scheduling.k8s.io', fieldSpecs: inPods('priorityClassName') },
  {
    kind: 'IngressClass',
    group: 'networking.k8s.io',
    fieldSpecs: [{ path: 'spec/ingressClassName', kind: 'Ingress' }],
  },
];
