import { at, isObject, textAt } from '../json';
import type { StatusCause } from '../StatusError';
import { forbidden, invalid, notNegative, portNumber, refused, required, unsupported } from './causes';
import { portName } from './names';

/** @param successes how many successes in a row are wanted, where that is not free */
export function probeCauses(probe: unknown, field: string, successes?: number): StatusCause[] {
  if (!isObject(probe)) return [];
  const numbers = [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ];
  const found = at(probe, 'successThreshold');
  return [
    ...handlerCauses(probe, field),
    ...numbers.flatMap(name => notNegative(`${field}.${name}`, at(probe, name))),
    ...(successes !== undefined && typeof found === 'number' && found > successes
      ? [invalid(`${field}.successThreshold`, found, `must be ${successes}`)]
      : []),
  ];
}

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'];

/** Of a probe, or of what is done when a container starts or ends: how it is done, in exactly one way. */
export function handlerCauses(handler: object, field: string): StatusCause[] {
  const given = HANDLERS.filter(name => at(handler, name) !== undefined);
  if (given.length === 0) return [required(field, 'must specify a handler type')];
  const [, ...more] = given;
  return [
    ...given.slice(0, 1).flatMap(name => actionCauses(at(handler, name), name, `${field}.${name}`)),
    ...more.map(name => forbidden(`${field}.${name}`, 'may not specify more than 1 handler type')),
  ];
}

function actionCauses(action: unknown, kind: string, field: string): StatusCause[] {
  switch (kind) {
    case 'exec':
      return at(action, 'command', '0') === undefined ? [required(`${field}.command`)] : [];
    case 'httpGet':
      return httpCauses(action, field);
    case 'tcpSocket':
      return targetCauses(at(action, 'port'), `${field}.port`);
    case 'grpc':
      return portNumber(`${field}.port`, at(action, 'port'));
    default:
      return [];
  }
}

function httpCauses(action: unknown, field: string): StatusCause[] {
  const schemes = ['HTTP', 'HTTPS'];
  const scheme = textAt(action, 'scheme') ?? '';
  return [
    ...(at(action, 'path') ? [] : [required(`${field}.path`)]),
    ...targetCauses(at(action, 'port'), `${field}.port`),
    ...(schemes.includes(scheme) ? [] : [unsupported(`${field}.scheme`, scheme, schemes)]),
  ];
}

/** A port by its number or its name. */
export function targetCauses(port: unknown, field: string): StatusCause[] {
  return typeof port === 'string' ? refused(field, port, portName(port)) : portNumber(field, port ?? 0);
}
