import { isIP } from 'node:net';
import { at, textAt } from '../json';
import type { StatusCause } from '../StatusError';
import type { KubeObject } from '../types';
import { invalid, listOf, portNumber, refused, required, unsupported } from './causes';
import { portName, serviceName, subdomain, wildcard } from './names';

export function ingressCauses({ spec }: KubeObject): StatusCause[] {
  const rules = listOf(at(spec, 'rules'));
  const fallback = at(spec, 'defaultBackend');
  const nothing = rules.length === 0 && fallback === undefined;
  const className = textAt(spec, 'ingressClassName');
  const why = 'either `defaultBackend` or `rules` must be specified';
  return [
    ...(nothing ? [invalid('spec', at(spec, 'rules'), why)] : []),
    ...(fallback === undefined ? [] : backendCauses(fallback, 'spec.defaultBackend')),
    ...rules.flatMap((rule, i) => ruleCauses(rule, `spec.rules[${i}]`)),
    ...listOf(at(spec, 'tls')).flatMap((tls, i) => tlsCauses(tls, `spec.tls[${i}]`)),
    ...refused('spec.ingressClassName', className ?? '', className === undefined ? [] : subdomain(className)),
  ];
}

function hostCauses(host: string, field: string): StatusCause[] {
  return refused(field, host, host.includes('*') ? wildcard(host) : subdomain(host));
}

function ruleCauses(rule: unknown, field: string): StatusCause[] {
  const host = textAt(rule, 'host') ?? '';
  const address = isIP(host) !== 0;
  const http = at(rule, 'http');
  const paths = listOf(at(http, 'paths'));
  return [
    ...(address ? [invalid(`${field}.host`, host, 'must be a DNS name, not an IP address')] : []),
    ...(host === '' || address ? [] : hostCauses(host, `${field}.host`)),
    ...(http !== undefined && paths.length === 0 ? [required(`${field}.http.paths`)] : []),
    ...paths.flatMap((path, i) => pathCauses(path, `${field}.http.paths[${i}]`)),
  ];
}

const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];

function pathCauses(path: unknown, field: string): StatusCause[] {
  const type = textAt(path, 'pathType');
  const value = textAt(path, 'path') ?? '';
  const absolute = value.startsWith('/') || (value === '' && type === 'ImplementationSpecific');
  if (type === undefined) return [required(`${field}.pathType`, 'pathType must be specified')];
  const known = PATH_TYPES.includes(type);
  return [
    ...(known ? [] : [unsupported(`${field}.pathType`, type, PATH_TYPES)]),
    ...(absolute || !known ? [] : [invalid(`${field}.path`, value, 'must be an absolute path')]),
    ...backendCauses(at(path, 'backend'), `${field}.backend`),
  ];
}

function backendCauses(backend: unknown, field: string): StatusCause[] {
  const service = at(backend, 'service');
  const resource = at(backend, 'resource');
  if (service === undefined && resource === undefined) {
    return [invalid(field, '', 'resource or service backend is required')];
  }
  if (service !== undefined && resource !== undefined) {
    return [invalid(field, '', 'cannot set both resource and service backends')];
  }
  return service === undefined ? [] : serviceBackendCauses(service, field);
}

function serviceBackendCauses(service: unknown, field: string): StatusCause[] {
  const name = textAt(service, 'name') ?? '';
  const port = textAt(service, 'port', 'name') ?? '';
  const number = at(service, 'port', 'number');
  return [
    ...(name === ''
      ? [required(`${field}.service.name`)]
      : refused(`${field}.service.name`, name, serviceName(name))),
    ...(port && number ? [invalid(field, '', 'cannot set both port name & port number')] : []),
    ...(port || number ? [] : [required(field, 'port name or number is required')]),
    ...(port && !number ? refused(`${field}.service.port.name`, port, portName(port)) : []),
    ...(number && !port ? portNumber(`${field}.service.port.number`, number) : []),
  ];
}

function tlsCauses(tls: unknown, field: string): StatusCause[] {
  const secret = textAt(tls, 'secretName') ?? '';
  return [
    ...listOf(at(tls, 'hosts')).flatMap((host, i) => hostCauses(String(host), `${field}.hosts[${i}]`)),
    ...refused(`${field}.secretName`, secret, secret === '' ? [] : subdomain(secret)),
  ];
}
