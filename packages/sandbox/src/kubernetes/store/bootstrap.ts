import type { NewObject } from '../types';
import type { ObjectStore } from './ObjectStore';

/** What a fresh API server writes by itself, as far as anybody looks at it: the default roles and who has them. */

const RBAC = 'rbac.authorization.k8s.io';
const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const ALL = ['*'];

interface Rule {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  nonResourceURLs?: string[];
}

const discoveryPaths = ['/api', '/api/*', '/apis', '/apis/*', '/openapi', '/openapi/*'];
const publicPaths = ['/healthz', '/livez', '/readyz', '/version', '/version/'];

const workloads: Pick<Rule, 'apiGroups' | 'resources'>[] = [
  {
    apiGroups: [''],
    resources: [
      'configmaps',
      'endpoints',
      'events',
      'persistentvolumeclaims',
      'pods',
      'pods/log',
      'pods/status',
      'replicationcontrollers',
      'serviceaccounts',
      'services',
      'services/status',
    ],
  },
  {
    apiGroups: ['apps'],
    resources: ['daemonsets', 'deployments', 'deployments/scale', 'replicasets', 'statefulsets'],
  },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'] },
  { apiGroups: ['batch'], resources: ['cronjobs', 'jobs'] },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'networkpolicies'] },
  { apiGroups: ['policy'], resources: ['poddisruptionbudgets'] },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'] },
];
const readWorkloads = workloads.map(each => ({ ...each, verbs: READ }));
const writeWorkloads = workloads.map(each => ({ ...each, verbs: WRITE }));
const secrets = { apiGroups: [''], resources: ['secrets'], verbs: [...READ, ...WRITE] };
const namespaces = { apiGroups: [''], resources: ['namespaces'], verbs: READ };
const roles = { apiGroups: [RBAC], resources: ['roles', 'rolebindings'], verbs: [...READ, ...WRITE] };
const selfReviews: Rule[] = [
  {
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
    verbs: ['create'],
  },
  { apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'], verbs: ['create'] },
];

const clusterRoles: Record<string, Rule[]> = {
  'cluster-admin': [
    { apiGroups: ALL, resources: ALL, verbs: ALL },
    { nonResourceURLs: ALL, verbs: ALL },
  ],
  admin: [...readWorkloads, ...writeWorkloads, namespaces, secrets, roles],
  edit: [...readWorkloads, ...writeWorkloads, namespaces, secrets],
  view: [...readWorkloads, namespaces],
  'system:basic-user': selfReviews,
  'system:discovery': [{ nonResourceURLs: [...discoveryPaths, ...publicPaths], verbs: ['get'] }],
  'system:public-info-viewer': [{ nonResourceURLs: publicPaths, verbs: ['get'] }],
};

const bindings: Record<string, string[]> = {
  'cluster-admin': ['system:masters'],
  'system:basic-user': ['system:authenticated'],
  'system:discovery': ['system:authenticated'],
  'system:public-info-viewer': ['system:authenticated', 'system:unauthenticated'],
};

const defaults = {
  annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
  labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
};

export function writeDefaultRoles(store: ObjectStore): void {
  for (const [name, rules] of Object.entries(clusterRoles)) {
    store.create(`clusterroles.${RBAC}`, clusterRole(name, rules), { manager: 'kube-apiserver' });
  }
  for (const [name, groups] of Object.entries(bindings)) {
    store.create(`clusterrolebindings.${RBAC}`, binding(name, groups), { manager: 'kube-apiserver' });
  }
}

function clusterRole(name: string, rules: Rule[]): NewObject {
  return { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name, ...defaults }, rules };
}

function binding(name: string, groups: string[]): NewObject {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name, ...defaults },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
    subjects: groups.map(group => ({ apiGroup: RBAC, kind: 'Group', name: group })),
  };
}
