import type { ResourceDefinition } from '../types';

type Row = [
  resource: string,
  kind: string,
  shortNames: string,
  /** `c` cluster-wide, `s` status, `x` scale, `g` generation, `a` category all. */
  flags: string,
];

/** Everything the server has without a custom resource definition, by `group/version`. */
const table: Record<string, Row[]> = {
  v1: [
    ['bindings', 'Binding', '', ''],
    ['componentstatuses', 'ComponentStatus', 'cs', 'c'],
    ['configmaps', 'ConfigMap', 'cm', ''],
    ['endpoints', 'Endpoints', 'ep', ''],
    ['events', 'Event', 'ev', ''],
    ['limitranges', 'LimitRange', 'limits', ''],
    ['namespaces', 'Namespace', 'ns', 'cs'],
    ['nodes', 'Node', 'no', 'cs'],
    ['persistentvolumeclaims', 'PersistentVolumeClaim', 'pvc', 's'],
    ['persistentvolumes', 'PersistentVolume', 'pv', 'cs'],
    ['pods', 'Pod', 'po', 'sga'],
    ['podtemplates', 'PodTemplate', '', 'g'],
    ['replicationcontrollers', 'ReplicationController', 'rc', 'sxga'],
    ['resourcequotas', 'ResourceQuota', 'quota', 's'],
    ['secrets', 'Secret', '', ''],
    ['serviceaccounts', 'ServiceAccount', 'sa', ''],
    ['services', 'Service', 'svc', 'sa'],
  ],
  'apps/v1': [
    ['controllerrevisions', 'ControllerRevision', '', ''],
    ['daemonsets', 'DaemonSet', 'ds', 'sga'],
    ['deployments', 'Deployment', 'deploy', 'sxga'],
    ['replicasets', 'ReplicaSet', 'rs', 'sxga'],
    ['statefulsets', 'StatefulSet', 'sts', 'sxga'],
  ],
  'batch/v1': [
    ['cronjobs', 'CronJob', 'cj', 'sga'],
    ['jobs', 'Job', '', 'sga'],
  ],
  'autoscaling/v2': [['horizontalpodautoscalers', 'HorizontalPodAutoscaler', 'hpa', 'sa']],
  'policy/v1': [['poddisruptionbudgets', 'PodDisruptionBudget', 'pdb', 'sg']],
  'discovery.k8s.io/v1': [['endpointslices', 'EndpointSlice', '', 'g']],
  'networking.k8s.io/v1': [
    ['ingressclasses', 'IngressClass', '', 'cg'],
    ['ingresses', 'Ingress', 'ing', 'sg'],
    ['networkpolicies', 'NetworkPolicy', 'netpol', 'g'],
  ],
  'events.k8s.io/v1': [['events', 'Event', 'ev', '']],
  'coordination.k8s.io/v1': [['leases', 'Lease', '', '']],
  'storage.k8s.io/v1': [['storageclasses', 'StorageClass', 'sc', 'c']],
  'scheduling.k8s.io/v1': [['priorityclasses', 'PriorityClass', 'pc', 'cg']],
  'rbac.authorization.k8s.io/v1': [
    ['clusterrolebindings', 'ClusterRoleBinding', '', 'c'],
    ['clusterroles', 'ClusterRole', '', 'c'],
    ['rolebindings', 'RoleBinding', '', ''],
    ['roles', 'Role', '', ''],
  ],
  'apiextensions.k8s.io/v1': [['customresourcedefinitions', 'CustomResourceDefinition', 'crd,crds', 'csg']],
  'apiregistration.k8s.io/v1': [['apiservices', 'APIService', '', 'cs']],
  'admissionregistration.k8s.io/v1': [
    ['mutatingwebhookconfigurations', 'MutatingWebhookConfiguration', '', 'cg'],
    ['validatingadmissionpolicies', 'ValidatingAdmissionPolicy', '', 'csg'],
    ['validatingadmissionpolicybindings', 'ValidatingAdmissionPolicyBinding', '', 'cg'],
    ['validatingwebhookconfigurations', 'ValidatingWebhookConfiguration', '', 'cg'],
  ],
};

export const builtInResources: readonly ResourceDefinition[] = Object.entries(table).flatMap(
  ([groupVersion, rows]) => rows.map(row => definition(groupVersion, row)),
);

function definition(groupVersion: string, [resource, kind, shortNames, flags]: Row): ResourceDefinition {
  const [version = '', group = ''] = groupVersion.split('/').reverse();
  return {
    group,
    version,
    resource,
    singular: kind.toLowerCase(),
    kind,
    listKind: `${kind}List`,
    namespaced: !flags.includes('c'),
    shortNames: shortNames === '' ? [] : shortNames.split(','),
    categories: categories(resource, flags),
    subresources: [
      ...(flags.includes('x') ? (['scale'] as const) : []),
      ...(flags.includes('s') ? (['status'] as const) : []),
    ],
    custom: false,
    generation: flags.includes('g'),
    ...(group === 'events.k8s.io' && { storedAs: 'events' }),
    ...(flags.includes('x') && {
      scale: { replicas: ['spec', 'replicas'], statusReplicas: ['status', 'replicas'] },
    }),
  };
}

function categories(resource: string, flags: string): string[] {
  if (flags.includes('a')) return ['all'];
  return resource.endsWith('webhookconfigurations') || resource.startsWith('validatingadmission')
    ? ['api-extensions']
    : [];
}
