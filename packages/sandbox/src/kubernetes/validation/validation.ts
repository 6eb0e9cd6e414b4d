import { policyCauses } from '../admission/policyCauses';
import { at, isObject, jsonEqual } from '../json';
import { groupResource, type StatusCause } from '../StatusError';
import type { KubeObject, ResourceDefinition } from '../types';
import { autoscalerCauses, disruptionBudgetCauses } from './scaling';
import { forbidden, invalid } from './causes';
import { bindingCauses, bindingUpdateCauses, dataCauses, eventCauses, roleCauses } from './configuration';
import { definitionCauses } from './definitions';
import { ingressCauses } from './ingresses';
import { cronJobCauses, jobCauses } from './jobs';
import { metadataCauses } from './metadata';
import { networkPolicyCauses } from './networkPolicies';
import { podSpecCauses } from './pods';
import { serviceCauses, serviceUpdateCauses } from './services';
import { claimUpdateCauses } from './volumes';
import { workloadCauses } from './workloads';

/** What the server checks of built-in kinds, in its own words; custom resources bring their own schema. */

const RBAC = 'rbac.authorization.k8s.io';
const ADMISSION = 'admissionregistration.k8s.io';

/** By `resource.group`. */
const kinds: Readonly<Record<string, (object: KubeObject) => StatusCause[]>> = {
  configmaps: dataCauses,
  'cronjobs.batch': cronJobCauses,
  'customresourcedefinitions.apiextensions.k8s.io': definitionCauses,
  'daemonsets.apps': workloadCauses,
  'deployments.apps': workloadCauses,
  events: eventCauses,
  'events.events.k8s.io': eventCauses,
  'horizontalpodautoscalers.autoscaling': autoscalerCauses,
  'ingresses.networking.k8s.io': ingressCauses,
  'jobs.batch': jobCauses,
  'networkpolicies.networking.k8s.io': networkPolicyCauses,
  'poddisruptionbudgets.policy': disruptionBudgetCauses,
  pods: object => podSpecCauses(at(object, 'spec'), 'spec'),
  'replicasets.apps': workloadCauses,
  secrets: dataCauses,
  services: serviceCauses,
  'statefulsets.apps': workloadCauses,
  [`clusterrolebindings.${RBAC}`]: bindingCauses,
  [`clusterroles.${RBAC}`]: roleCauses,
  [`rolebindings.${RBAC}`]: bindingCauses,
  [`roles.${RBAC}`]: roleCauses,
  [`validatingadmissionpolicies.${ADMISSION}`]: policyCauses,
};

/** An object's metadata, which all kinds have, and of built-in kinds the rest. */
export function validationCauses(definition: ResourceDefinition, object: KubeObject): StatusCause[] {
  const own = definition.custom ? undefined : kinds[groupResource(definition)];
  return [...metadataCauses(definition, object), ...(own?.(object) ?? [])];
}

type Change = (stored: KubeObject, next: KubeObject) => StatusCause[];

const changes: Readonly<Record<string, Change>> = {
  'daemonsets.apps': fixed('selector'),
  'deployments.apps': fixed('selector'),
  'jobs.batch': fixed('completions', 'selector', 'template'),
  persistentvolumeclaims: claimUpdateCauses,
  pods: podUpdateCauses,
  'replicasets.apps': fixed('selector'),
  services: serviceUpdateCauses,
  'statefulsets.apps': fixed('selector'),
  [`clusterrolebindings.${RBAC}`]: bindingUpdateCauses,
  [`rolebindings.${RBAC}`]: bindingUpdateCauses,
};

/** What may not change after creation. */
export function updateCauses(
  definition: ResourceDefinition,
  stored: KubeObject,
  next: KubeObject,
): StatusCause[] {
  const own = definition.custom ? undefined : changes[groupResource(definition)];
  return own?.(stored, next) ?? [];
}

function fixed(...names: readonly string[]): Change {
  return (stored, next) =>
    names.flatMap(name => {
      const value = at(next, 'spec', name);
      if (jsonEqual(at(stored, 'spec', name), value)) return [];
      return [invalid(`spec.${name}`, value, 'field is immutable')];
    });
}

const POD_RULE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

function podUpdateCauses(stored: KubeObject, next: KubeObject): StatusCause[] {
  return jsonEqual(fixedPodSpec(stored), fixedPodSpec(next)) ? [] : [forbidden('spec', POD_RULE)];
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
