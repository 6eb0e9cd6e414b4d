import { at, isObject, textAt } from '../json';
import type { StatusCause } from '../StatusError';
import {
  choice,
  duplicate,
  invalid,
  listOf,
  notFound,
  notNegative,
  portNumber,
  refused,
  repeated,
  required,
  unsupported,
} from './causes';
import { environmentCauses } from './environment';
import { label, portName } from './names';
import { handlerCauses, probeCauses } from './probes';
import { resourceCauses } from './resources';

/** @param volumes names of the pod's volumes that are right */
export function containerCauses(
  container: unknown,
  field: string,
  volumes: readonly string[],
): StatusCause[] {
  const name = textAt(container, 'name') ?? '';
  const about = (key: string) => at(container, key);
  return [
    ...(name === '' ? [required(`${field}.name`)] : refused(`${field}.name`, name, label(name))),
    ...(about('image') ? [] : [required(`${field}.image`)]),
    ...choice(`${field}.terminationMessagePolicy`, about('terminationMessagePolicy'), [
      'File',
      'FallbackToLogsOnError',
    ]),
    ...portCauses(about('ports'), `${field}.ports`),
    ...environmentCauses(container, field),
    ...mountCauses(about('volumeMounts'), `${field}.volumeMounts`, volumes),
    ...choice(`${field}.imagePullPolicy`, about('imagePullPolicy'), ['Always', 'IfNotPresent', 'Never']),
    ...resourceCauses(about('resources'), `${field}.resources`),
    ...securityCauses(about('securityContext'), `${field}.securityContext`),
    ...lifecycleCauses(about('lifecycle'), `${field}.lifecycle`),
    ...probeCauses(about('livenessProbe'), `${field}.livenessProbe`, 1),
    ...probeCauses(about('readinessProbe'), `${field}.readinessProbe`),
    ...probeCauses(about('startupProbe'), `${field}.startupProbe`, 1),
  ];
}

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

function portCauses(ports: unknown, field: string): StatusCause[] {
  const names: string[] = [];
  return listOf(ports).flatMap((port, i) => {
    const here = `${field}[${i}]`;
    const name = textAt(port, 'name') ?? '';
    const wrong = name === '' ? [] : portName(name);
    const again = name !== '' && !wrong.length && names.includes(name);
    if (!wrong.length) names.push(name);
    return [
      ...refused(`${here}.name`, name, wrong),
      ...(again ? [duplicate(`${here}.name`, name)] : []),
      ...(at(port, 'containerPort')
        ? portNumber(`${here}.containerPort`, at(port, 'containerPort'))
        : [required(`${here}.containerPort`)]),
      ...(at(port, 'hostPort') ? portNumber(`${here}.hostPort`, at(port, 'hostPort')) : []),
      ...(PROTOCOLS.includes(String(at(port, 'protocol')))
        ? []
        : [unsupported(`${here}.protocol`, at(port, 'protocol'), PROTOCOLS)]),
    ];
  });
}

function mountCauses(mounts: unknown, field: string, volumes: readonly string[]): StatusCause[] {
  const paths = listOf(mounts).map(mount => textAt(mount, 'mountPath') ?? '');
  return listOf(mounts).flatMap((mount, i) => {
    const name = textAt(mount, 'name') ?? '';
    const path = paths[i] ?? '';
    return [
      ...(name === '' ? [required(`${field}[${i}].name`)] : []),
      ...(name === '' || volumes.includes(name) ? [] : [notFound(`${field}[${i}].name`, name)]),
      ...(path === '' ? [required(`${field}[${i}].mountPath`)] : []),
      ...(path !== '' && paths.indexOf(path) < i
        ? [invalid(`${field}[${i}].mountPath`, path, 'must be unique')]
        : []),
    ];
  });
}

const LARGEST_ID = 2_147_483_647;

function securityCauses(context: unknown, field: string): StatusCause[] {
  return ['runAsUser', 'runAsGroup'].flatMap(name => {
    const id = at(context, name);
    const wrong = typeof id === 'number' && (id < 0 || id > LARGEST_ID);
    return wrong ? [invalid(`${field}.${name}`, id, `must be between 0 and ${LARGEST_ID}, inclusive`)] : [];
  });
}

function lifecycleCauses(lifecycle: unknown, field: string): StatusCause[] {
  return ['postStart', 'preStop'].flatMap(name => {
    const handler = at(lifecycle, name);
    return isObject(handler) ? handlerCauses(handler, `${field}.${name}`) : [];
  });
}

/** Of all containers of a pod, and each of them. */
export function containersCauses(spec: unknown, field: string, volumes: readonly string[]): StatusCause[] {
  const containers = listOf(at(spec, 'containers'));
  const init = listOf(at(spec, 'initContainers'));
  const namesOf = (list: readonly unknown[]) => list.map(each => textAt(each, 'name'));
  const all = [...namesOf(containers), ...namesOf(init)];
  const again = repeated(all, i =>
    i < containers.length
      ? `${field}.containers[${i}].name`
      : `${field}.initContainers[${i - containers.length}].name`,
  );
  return [
    ...(containers.length ? [] : [required(`${field}.containers`)]),
    ...containers.flatMap((each, i) => containerCauses(each, `${field}.containers[${i}]`, volumes)),
    ...init.flatMap((each, i) => containerCauses(each, `${field}.initContainers[${i}]`, volumes)),
    ...again,
    ...notNegative(`${field}.activeDeadlineSeconds`, at(spec, 'activeDeadlineSeconds')),
  ];
}
