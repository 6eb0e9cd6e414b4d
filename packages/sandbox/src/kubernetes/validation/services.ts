import { isIP } from 'node:net';
import { at, textAt } from '../json';
import type { StatusCause } from '../StatusError';
import type { KubeObject } from '../types';
import { choice, duplicate, forbidden, invalid, listOf, portNumber, refused, required } from './causes';
import { labelCauses } from './metadata';
import { label } from './names';
import { targetCauses } from './probes';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

export function serviceCauses({ spec }: KubeObject): StatusCause[] {
  const type = textAt(spec, 'type');
  const ports = listOf(at(spec, 'ports'));
  const needsPorts = type !== 'ExternalName' && at(spec, 'clusterIP') !== 'None';
  return [
    ...(needsPorts && ports.length === 0 ? [required('spec.ports')] : []),
    ...(type === 'ExternalName' && !at(spec, 'externalName') ? [required('spec.externalName')] : []),
    ...addressCauses(at(spec, 'clusterIP')),
    ...portsCauses(ports, type),
    ...labelCauses(at(spec, 'selector'), 'spec.selector'),
    ...choice('spec.sessionAffinity', at(spec, 'sessionAffinity'), ['ClientIP', 'None']),
    ...choice('spec.type', type, TYPES),
  ];
}

function addressCauses(address: unknown): StatusCause[] {
  if (typeof address !== 'string' || address === '' || address === 'None' || isIP(address)) return [];
  const why = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
  return [invalid('spec.clusterIPs[0]', address, why)];
}

function portsCauses(ports: readonly unknown[], type: string | undefined): StatusCause[] {
  const names: string[] = [];
  const each = ports.flatMap((port, i) => {
    const field = `spec.ports[${i}]`;
    const name = textAt(port, 'name') ?? '';
    const again = name !== '' && names.includes(name);
    names.push(name);
    return [
      ...(name === '' && ports.length > 1 ? [required(`${field}.name`)] : []),
      ...refused(`${field}.name`, name, name === '' ? [] : label(name)),
      ...(again ? [duplicate(`${field}.name`, name)] : []),
      ...portNumber(`${field}.port`, at(port, 'port')),
      ...choice(`${field}.protocol`, at(port, 'protocol'), ['SCTP', 'TCP', 'UDP']),
      ...targetCauses(at(port, 'targetPort'), `${field}.targetPort`),
      ...(at(port, 'nodePort') && (type ?? 'ClusterIP') === 'ClusterIP'
        ? [forbidden(`${field}.nodePort`, "may not be used when `type` is 'ClusterIP'")]
        : []),
    ];
  });
  return [...each, ...repeatedPorts(ports)];
}

/** Two doors of one number: told as the server's own program has them. */
function repeatedPorts(ports: readonly unknown[]): StatusCause[] {
  const keys = ports.map(port => `${String(at(port, 'protocol'))}/${String(at(port, 'port'))}`);
  return ports.flatMap((port, i) => {
    if (keys.indexOf(keys[i] ?? '') === i) return [];
    const [Protocol, Port] = [at(port, 'protocol'), at(port, 'port')];
    const shown = { Name: '', Protocol, AppProtocol: null, Port, TargetPort: 0, NodePort: 0 };
    return [duplicate(`spec.ports[${i}]`, shown)];
  });
}

export function serviceUpdateCauses(stored: KubeObject, next: KubeObject): StatusCause[] {
  const [before, after] = [at(stored, 'spec', 'clusterIP'), at(next, 'spec', 'clusterIP')];
  const external = [stored, next].some(each => textAt(each, 'spec', 'type') === 'ExternalName');
  if (external || before === undefined || before === '' || before === after) return [];
  return [invalid('spec.clusterIPs[0]', [after], 'may not change once set')];
}
