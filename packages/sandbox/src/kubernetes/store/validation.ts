import { policyCauses } from '../admission/policyCauses';
import { at, isObject, jsonEqual } from '../json';
import { labelSelector, selectorText } from '../selectors';
import type { StatusCause } from '../StatusError';
import type { KubeObject, ResourceDefinition } from '../types';

/** The checks of built-in kinds that clients run into; custom resources bring none. */

const templated = ['deployments', 'replicasets', 'statefulsets', 'daemonsets'];

export function validationCauses(definition: ResourceDefinition, object: KubeObject): StatusCause[] {
  if (definition.custom) return [];
  if (definition.group === 'apps' && templated.includes(definition.resource)) return workloadCauses(object);
  if (definition.group === '' && definition.resource === 'pods') return podCauses(at(object, 'spec'), 'spec');
  if (definition.group === '' && definition.resource === 'services') return serviceCauses(object);
  if (definition.kind === 'Event') return eventCauses(object);
  if (definition.kind === 'ValidatingAdmissionPolicy') return policyCauses(object);
  return [];
}

/** What may not change after creation. */
export function updateCauses(
  definition: ResourceDefinition,
  stored: KubeObject,
  next: KubeObject,
): StatusCause[] {
  if (definition.custom) return [];
  if (definition.group === 'apps' && templated.includes(definition.resource)) {
    const selector = at(next, 'spec', 'selector');
    return jsonEqual(at(stored, 'spec', 'selector'), selector)
      ? []
      : [invalid('spec.selector', selector, 'field is immutable')];
  }
  if (definition.group === '' && definition.resource === 'pods') return podUpdateCauses(stored, next);
  return [];
}

function workloadCauses(object: KubeObject): StatusCause[] {
  const selector = at(object, 'spec', 'selector');
  const template = at(object, 'spec', 'template');
  const labels = at(template, 'metadata', 'labels');
  const replicas = at(object, 'spec', 'replicas');
  return [
    ...(typeof replicas === 'number' && replicas < 0
      ? [invalid('spec.replicas', replicas, 'must be greater than or equal to 0')]
      : []),
    ...(isObject(selector) ? [] : [required('spec.selector')]),
    ...(matches(selector, labels)
      ? []
      : [
          invalid(
            'spec.template.metadata.labels',
            labels ?? null,
            '`selector` does not match template `labels`',
          ),
        ]),
    ...podCauses(at(template, 'spec'), 'spec.template.spec'),
  ];
}

function matches(selector: unknown, labels: unknown): boolean {
  return isObject(selector) && isStringMap(labels) && labelSelector(selectorText(selector))(labels);
}

function isStringMap(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every(each => typeof each === 'string');
}

function podCauses(spec: unknown, path: string): StatusCause[] {
  const containers = at(spec, 'containers');
  if (!Array.isArray(containers) || containers.length === 0) return [required(`${path}.containers`)];
  return containers.flatMap((container, i) => [
    ...(at(container, 'name') ? [] : [required(`${path}.containers[${i}].name`)]),
    ...(at(container, 'image') ? [] : [required(`${path}.containers[${i}].image`)]),
  ]);
}

function eventCauses(object: KubeObject): StatusCause[] {
  const namespace = at(object, 'involvedObject', 'namespace');
  if (!namespace || namespace === object.metadata.namespace) return [];
  return [invalid('involvedObject.namespace', namespace, 'does not match event.namespace')];
}

function serviceCauses(object: KubeObject): StatusCause[] {
  const ports = at(object, 'spec', 'ports');
  const headless = at(object, 'spec', 'clusterIP') === 'None';
  const external = at(object, 'spec', 'type') === 'ExternalName';
  if (Array.isArray(ports) && ports.length > 0) return [];
  return headless || external ? [] : [required('spec.ports')];
}

const POD_RULE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

function podUpdateCauses(stored: KubeObject, next: KubeObject): StatusCause[] {
  if (jsonEqual(fixedPodSpec(stored), fixedPodSpec(next))) return [];
  return [{ reason: 'FieldValueForbidden', message: `Forbidden: ${POD_RULE}`, field: 'spec' }];
}

/** The node is written once by the scheduler, which the sandbox's does by an update. */
function fixedPodSpec(pod: KubeObject): unknown {
  const {
    nodeName: _n,
    tolerations: _t,
    activeDeadlineSeconds: _a,
    terminationGracePeriodSeconds: _g,
    ...rest
  } = pod.spec ?? {};
  const withoutImages = (list: unknown) =>
    Array.isArray(list) ? list.map(item => (isObject(item) ? { ...item, image: '' } : item)) : list;
  return {
    ...rest,
    containers: withoutImages(rest.containers),
    initContainers: withoutImages(rest.initContainers),
  };
}

function required(field: string): StatusCause {
  return { reason: 'FieldValueRequired', message: 'Required value', field };
}

function invalid(field: string, value: unknown, why: string): StatusCause {
  return { reason: 'FieldValueInvalid', message: `Invalid value: ${JSON.stringify(value)}: ${why}`, field };
}
