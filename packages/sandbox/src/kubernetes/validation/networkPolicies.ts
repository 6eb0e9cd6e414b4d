import { BlockList, isIP } from 'node:net';
import { at, isObject, textAt } from '../json';
import type { StatusCause } from '../StatusError';
import type { KubeObject } from '../types';
import { forbidden, invalid, listOf, portNumber, refused, required, unsupported } from './causes';
import { selectorCauses } from './metadata';
import { portName } from './names';

const TYPES = ['Ingress', 'Egress'];

export function networkPolicyCauses({ spec }: KubeObject): StatusCause[] {
  const types = listOf(at(spec, 'policyTypes'));
  return [
    ...selectorCauses(at(spec, 'podSelector'), 'spec.podSelector'),
    ...rulesCauses(at(spec, 'ingress'), 'spec.ingress', 'from'),
    ...rulesCauses(at(spec, 'egress'), 'spec.egress', 'to'),
    ...(types.length > 2
      ? [invalid('spec.policyTypes', types, 'may not specify more than two policyTypes')]
      : types.flatMap((type, i) =>
          TYPES.includes(String(type)) ? [] : [unsupported(`spec.policyTypes[${i}]`, type, TYPES)],
        )),
  ];
}

function rulesCauses(rules: unknown, field: string, peers: 'from' | 'to'): StatusCause[] {
  return listOf(rules).flatMap((rule, i) => [
    ...listOf(at(rule, 'ports')).flatMap((port, j) => portCauses(port, `${field}[${i}].ports[${j}]`)),
    ...listOf(at(rule, peers)).flatMap((peer, j) => peerCauses(peer, `${field}[${i}].${peers}[${j}]`)),
  ]);
}

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

function portCauses(port: unknown, field: string): StatusCause[] {
  const protocol = at(port, 'protocol');
  const value = at(port, 'port');
  const known = protocol === undefined || PROTOCOLS.includes(String(protocol));
  return [
    ...(known ? [] : [unsupported(`${field}.protocol`, protocol, PROTOCOLS)]),
    ...(typeof value === 'string' ? refused(`${field}.port`, value, portName(value)) : []),
    ...(typeof value === 'number' ? portNumber(`${field}.port`, value) : []),
  ];
}

function peerCauses(peer: unknown, field: string): StatusCause[] {
  const selectors = ['podSelector', 'namespaceSelector'].filter(name => isObject(at(peer, name)));
  const block = at(peer, 'ipBlock');
  const none = selectors.length === 0 && block === undefined;
  return [
    ...selectors.flatMap(name => selectorCauses(at(peer, name), `${field}.${name}`)),
    ...(block === undefined ? [] : blockCauses(block, `${field}.ipBlock`)),
    ...(none ? [required(field, 'must specify a peer')] : []),
    ...(block !== undefined && selectors.length
      ? [forbidden(field, 'may not specify both ipBlock and another peer')]
      : []),
  ];
}

interface Network {
  address: string;
  bits: number;
  family: 'ipv4' | 'ipv6';
}

function network(text: string): Network | undefined {
  const [, address = '', bits = ''] = /^(.+)\/(\d{1,3})$/.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0 || Number(bits) > (version === 4 ? 32 : 128)) return undefined;
  return { address, bits: Number(bits), family: version === 4 ? 'ipv4' : 'ipv6' };
}

function isInside(inner: Network, outer: Network): boolean {
  const list = new BlockList();
  list.addSubnet(outer.address, outer.bits, outer.family);
  return inner.family === outer.family && inner.bits > outer.bits && list.check(inner.address, inner.family);
}

function blockCauses(block: unknown, field: string): StatusCause[] {
  const cidr = textAt(block, 'cidr') ?? '';
  const outer = network(cidr);
  const form = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';
  if (cidr === '') return [required(`${field}.cidr`)];
  if (!outer) return [invalid(`${field}.cidr`, cidr, form)];
  return listOf(at(block, 'except')).flatMap((each, i) => {
    const inner = network(String(each));
    if (!inner) return [invalid(`${field}.except[${i}]`, each, form)];
    const why = 'must be a strict subset of `cidr`';
    return isInside(inner, outer) ? [] : [invalid(`${field}.except[${i}]`, each, why)];
  });
}
