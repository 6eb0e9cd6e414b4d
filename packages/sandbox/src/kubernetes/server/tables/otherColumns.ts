import { at, isObject, textAt } from '../../json';
import type { KubeObject } from '../../types';
import {
  ageColumn,
  createdAt,
  field,
  integer,
  list,
  nameColumn,
  selectorCell,
  wide,
  type Column,
} from './columns';

/** Services, nodes, configuration and access. */
export const otherColumns: Record<string, Column[]> = {
  services: [
    nameColumn,
    field('Type', 'spec.type'),
    field('Cluster-IP', 'spec.clusterIP', '<none>'),
    { name: 'External-IP', cell: externalAddress },
    { name: 'Port(s)', cell: servicePorts },
    ageColumn,
    { name: 'Selector', wide: true, cell: service => selectorCell(at(service, 'spec', 'selector')) },
  ],
  namespaces: [nameColumn, field('Status', 'status.phase'), ageColumn],
  nodes: [
    nameColumn,
    { name: 'Status', cell: nodeStatus },
    { name: 'Roles', cell: nodeRoles },
    ageColumn,
    field('Version', 'status.nodeInfo.kubeletVersion'),
    { name: 'Internal-IP', wide: true, cell: node => nodeAddress(node, 'InternalIP') },
    { name: 'External-IP', wide: true, cell: node => nodeAddress(node, 'ExternalIP') },
    wide(field('OS-Image', 'status.nodeInfo.osImage', '<unknown>')),
    wide(field('Kernel-Version', 'status.nodeInfo.kernelVersion', '<unknown>')),
    wide(field('Container-Runtime', 'status.nodeInfo.containerRuntimeVersion', '<unknown>')),
  ],
  configmaps: [
    nameColumn,
    { name: 'Data', cell: object => size(object.data) + size(object.binaryData) },
    ageColumn,
  ],
  secrets: [
    nameColumn,
    field('Type', 'type'),
    { name: 'Data', cell: object => size(object.data) },
    ageColumn,
  ],
  serviceaccounts: [nameColumn, { name: 'Secrets', cell: object => list(object.secrets).length }, ageColumn],
  endpoints: [nameColumn, { name: 'Endpoints', cell: endpoints }, ageColumn],
  'endpointslices.discovery.k8s.io': [
    nameColumn,
    field('AddressType', 'addressType'),
    { name: 'Ports', cell: slice => some(list(slice.ports).map(port => String(at(port, 'port') ?? '*'))) },
    {
      name: 'Endpoints',
      cell: slice => some(list(slice.endpoints).flatMap(each => list(at(each, 'addresses')).map(String))),
    },
    ageColumn,
  ],
  'ingresses.networking.k8s.io': [
    nameColumn,
    field('Class', 'spec.ingressClassName', '<none>'),
    {
      name: 'Hosts',
      cell: ingress =>
        list(at(ingress, 'spec', 'rules'))
          .map(rule => textAt(rule, 'host') ?? '*')
          .join(',') || '*',
    },
    { name: 'Address', cell: loadBalancerAddress },
    { name: 'Ports', cell: ingress => (list(at(ingress, 'spec', 'tls')).length ? '80, 443' : '80') },
    ageColumn,
  ],
  'horizontalpodautoscalers.autoscaling': [
    nameColumn,
    {
      name: 'Reference',
      cell: hpa =>
        `${textAt(hpa, 'spec', 'scaleTargetRef', 'kind')}/${textAt(hpa, 'spec', 'scaleTargetRef', 'name')}`,
    },
    { name: 'Targets', cell: hpaTargets },
    field('MinPods', 'spec.minReplicas', '<unset>'),
    field('MaxPods', 'spec.maxReplicas'),
    field('Replicas', 'status.currentReplicas', 0),
    ageColumn,
  ],
  'poddisruptionbudgets.policy': [
    nameColumn,
    field('Min Available', 'spec.minAvailable', 'N/A'),
    field('Max Unavailable', 'spec.maxUnavailable', 'N/A'),
    integer('Allowed Disruptions', 'status.disruptionsAllowed'),
    ageColumn,
  ],
  'leases.coordination.k8s.io': [nameColumn, field('Holder', 'spec.holderIdentity'), ageColumn],
  ...accessColumns(),
};

function accessColumns(): Record<string, Column[]> {
  const group = 'rbac.authorization.k8s.io';
  const role: Column = {
    name: 'Role',
    cell: object => `${textAt(object, 'roleRef', 'kind')}/${textAt(object, 'roleRef', 'name')}`,
  };
  const subjects = (name: string, kind: string): Column => ({
    name,
    wide: true,
    cell: object =>
      list(object.subjects)
        .filter(each => at(each, 'kind') === kind)
        .map(subject)
        .join(', '),
  });
  const binding = [
    nameColumn,
    role,
    ageColumn,
    subjects('Users', 'User'),
    subjects('Groups', 'Group'),
    subjects('ServiceAccounts', 'ServiceAccount'),
  ];
  return {
    [`clusterroles.${group}`]: [nameColumn, createdAt],
    [`roles.${group}`]: [nameColumn, createdAt],
    [`clusterrolebindings.${group}`]: binding,
    [`rolebindings.${group}`]: binding,
    'customresourcedefinitions.apiextensions.k8s.io': [nameColumn, createdAt],
  };
}

function subject(value: unknown): string {
  const namespace = textAt(value, 'namespace');
  return `${namespace ? `${namespace}/` : ''}${textAt(value, 'name')}`;
}

function size(value: unknown): number {
  return isObject(value) ? Object.keys(value).length : 0;
}

/** The first three, then how many more. */
function some(values: string[]): string {
  if (values.length === 0) return '<unset>';
  const more = values.length > 3 ? ` + ${values.length - 3} more...` : '';
  return values.slice(0, 3).join(',') + more;
}

function loadBalancerAddress(object: KubeObject): string {
  const found = list(at(object, 'status', 'loadBalancer', 'ingress'));
  return found.map(each => textAt(each, 'ip') ?? textAt(each, 'hostname') ?? '').join(',');
}

function externalAddress(service: KubeObject): string {
  const type = textAt(service, 'spec', 'type');
  if (type === 'ExternalName') return textAt(service, 'spec', 'externalName') ?? '<none>';
  const external = list(at(service, 'spec', 'externalIPs')).join(',');
  if (type === 'LoadBalancer') return loadBalancerAddress(service) || external || '<pending>';
  return external || '<none>';
}

function servicePorts(service: KubeObject): string {
  const text = (port: unknown) => {
    const node = at(port, 'nodePort');
    return `${String(at(port, 'port'))}${node ? `:${String(node)}` : ''}/${textAt(port, 'protocol')}`;
  };
  return (
    list(at(service, 'spec', 'ports'))
      .map(text)
      .join(',') || '<none>'
  );
}

function nodeStatus(node: KubeObject): string {
  const ready = list(at(node, 'status', 'conditions')).find(each => at(each, 'type') === 'Ready');
  const healthy = at(ready, 'status') === 'True' ? 'Ready' : 'NotReady';
  const state = ready === undefined ? 'Unknown' : healthy;
  return at(node, 'spec', 'unschedulable') === true ? `${state},SchedulingDisabled` : state;
}

function nodeRoles(node: KubeObject): string {
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.keys(node.metadata.labels ?? {}).filter(label => label.startsWith(prefix));
  return roles.map(label => label.slice(prefix.length)).join(',') || '<none>';
}

function nodeAddress(node: KubeObject, type: string): string {
  const found = list(at(node, 'status', 'addresses')).find(each => at(each, 'type') === type);
  return textAt(found, 'address') ?? '<none>';
}

function endpoints(object: KubeObject): string {
  const all = list(object.subsets).flatMap(subset =>
    list(at(subset, 'addresses')).flatMap(address =>
      list(at(subset, 'ports')).map(port => `${textAt(address, 'ip')}:${String(at(port, 'port'))}`),
    ),
  );
  return all.length ? some(all) : '<none>';
}

function hpaTargets(hpa: KubeObject): string {
  const current = list(at(hpa, 'status', 'currentMetrics'));
  const text = (metric: unknown, i: number) => {
    const wanted = at(metric, 'resource', 'target', 'averageUtilization');
    const is = at(current[i], 'resource', 'current', 'averageUtilization');
    return `${textAt(metric, 'resource', 'name')}: ${is === undefined ? '<unknown>' : `${String(is)}%`}/${String(wanted)}%`;
  };
  return (
    list(at(hpa, 'spec', 'metrics'))
      .map(text)
      .join(', ') || '<none>'
  );
}
