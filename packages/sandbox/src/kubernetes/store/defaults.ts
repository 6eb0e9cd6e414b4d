import { isObject, type JsonObject } from '../json';
import { limitRangeDefaults } from '../admission/builtIn/limitRanges';
import { establishedStatus } from '../resources/customResources';
import { groupResource } from '../StatusError';
import type { KubeObject, ObjectMeta, ResourceDefinition } from '../types';
import { allocatedJobSpec, cronJobSpecDefaults, jobSpecDefaults } from './jobDefaults';
import { podSpecDefaults, podStatus, withRequests } from './podDefaults';
import { admittedPodSpec } from './podAdmission';
import { allocatedServiceSpec, serviceSpecDefaults } from './serviceDefaults';

/** What the server fills in where nothing was said. */

type Spec = KubeObject['spec'];
type Fill = (spec: JsonObject) => JsonObject;

/** By `resource.group`, or the resource alone in the core group. */
const fills: Record<string, Fill> = {
  limitranges: limitRangeDefaults,
  pods: spec => withRequests(podSpecDefaults(spec)),
  services: serviceSpecDefaults,
  namespaces: spec => ({ finalizers: ['kubernetes'], ...spec }),
  'deployments.apps': spec => ({
    ...workload(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 }),
    strategy: rollingUpdate(spec.strategy, { maxSurge: '25%', maxUnavailable: '25%' }),
  }),
  'replicasets.apps': spec => workload(spec, { replicas: 1 }),
  'statefulsets.apps': spec => ({
    ...workload(spec, { replicas: 1, revisionHistoryLimit: 10, podManagementPolicy: 'OrderedReady' }),
    persistentVolumeClaimRetentionPolicy: {
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
      ...(isObject(spec.persistentVolumeClaimRetentionPolicy) && spec.persistentVolumeClaimRetentionPolicy),
    },
    updateStrategy: rollingUpdate(spec.updateStrategy, { partition: 0 }),
    ...(Array.isArray(spec.volumeClaimTemplates) && {
      volumeClaimTemplates: spec.volumeClaimTemplates.map(claimTemplate),
    }),
  }),
  'daemonsets.apps': spec => ({
    ...workload(spec, { revisionHistoryLimit: 10 }),
    updateStrategy: rollingUpdate(spec.updateStrategy, { maxSurge: 0, maxUnavailable: 1 }),
  }),
  'jobs.batch': jobSpecDefaults,
  'cronjobs.batch': cronJobSpecDefaults,
  persistentvolumeclaims: spec => ({ volumeMode: 'Filesystem', ...spec }),
  persistentvolumes: volumeDefaults,
  'customresourcedefinitions.apiextensions.k8s.io': spec => ({ conversion: { strategy: 'None' }, ...spec }),
  'validatingadmissionpolicies.admissionregistration.k8s.io': spec => ({
    failurePolicy: 'Fail',
    ...spec,
    matchConstraints: matching(spec.matchConstraints),
  }),
  'validatingadmissionpolicybindings.admissionregistration.k8s.io': spec => ({
    ...spec,
    ...(spec.matchResources !== undefined && { matchResources: matching(spec.matchResources) }),
  }),
  'horizontalpodautoscalers.autoscaling': spec => ({ minReplicas: 1, ...spec }),
};

function volumeDefaults(spec: JsonObject): JsonObject {
  const { hostPath } = spec;
  return {
    persistentVolumeReclaimPolicy: 'Retain',
    volumeMode: 'Filesystem',
    ...spec,
    ...(isObject(hostPath) && { hostPath: { type: '', ...hostPath } }),
  };
}

/** Within a StatefulSet a claim is told with its kind and status. */
function claimTemplate(template: unknown): unknown {
  if (!isObject(template)) return template;
  return {
    kind: 'PersistentVolumeClaim',
    apiVersion: 'v1',
    status: { phase: 'Pending' },
    ...template,
    ...(isObject(template.spec) && { spec: { volumeMode: 'Filesystem', ...template.spec } }),
  };
}

function matching(match: unknown): JsonObject {
  const given = isObject(match) ? match : {};
  const rules = Array.isArray(given.resourceRules) ? given.resourceRules : [];
  const resourceRules = rules.map(rule => (isObject(rule) ? { scope: '*', ...rule } : rule));
  return {
    namespaceSelector: {},
    objectSelector: {},
    matchPolicy: 'Equivalent',
    ...given,
    ...(rules.length && { resourceRules }),
  };
}

function workload(spec: JsonObject, own: JsonObject): JsonObject {
  const template = spec.template;
  if (!isObject(template) || !isObject(template.spec)) return { ...own, ...spec };
  return { ...own, ...spec, template: { ...template, spec: podSpecDefaults(template.spec) } };
}

function rollingUpdate(strategy: unknown, own: JsonObject): JsonObject {
  const given = isObject(strategy) ? strategy : {};
  if (given.type !== undefined && given.type !== 'RollingUpdate') return given;
  const numbers = isObject(given.rollingUpdate) ? given.rollingUpdate : {};
  return { type: 'RollingUpdate', ...given, rollingUpdate: { ...own, ...numbers } };
}

export function defaultedSpec(definition: ResourceDefinition, spec: Spec): Spec {
  const fill = definition.custom ? undefined : fills[groupResource(definition)];
  if (!fill || (!spec && definition.resource !== 'namespaces')) return spec;
  return asSpec(fill(spec ?? {}));
}

/** What the server adds to a defaulted spec, and so nobody owns. @param stored allocated values stay */
export function allocatedSpec(
  definition: ResourceDefinition,
  spec: Spec,
  identity: Pick<ObjectMeta, 'uid' | 'name'>,
  stored?: Spec,
): Spec {
  if (!spec) return spec;
  const allocated = allocations[groupResource(definition)]?.(spec, identity, stored);
  return allocated ? asSpec(allocated) : spec;
}

type Allocate = (
  spec: JsonObject,
  identity: Pick<ObjectMeta, 'uid' | 'name'>,
  stored?: Spec,
) => JsonObject | undefined;

/** What is given to an object once it is made, and stays. */
const allocations: Readonly<Record<string, Allocate>> = {
  services: (spec, { uid }, stored) => allocatedServiceSpec(spec, uid, stored),
  pods: (spec, { uid }, stored) => (stored ? spec : admittedPodSpec(spec, uid)),
  'jobs.batch': (spec, identity, stored) => (stored ? spec : allocatedJobSpec(spec, identity)),
};

function asSpec(value: JsonObject): Spec {
  return value as Spec;
}

/** The status of an object that nobody has looked at yet. */
export function initialStatus(definition: ResourceDefinition, object: KubeObject, now: string): Spec {
  if (definition.custom) return undefined;
  switch (definition.kind) {
    case 'Pod':
      return asSpec(podStatus(object));
    case 'Namespace':
      return { phase: 'Active' };
    case 'Service':
    case 'Ingress':
      return { loadBalancer: {} };
    case 'PersistentVolumeClaim':
      return { phase: 'Pending' };
    case 'PersistentVolume':
      return { phase: 'Pending', lastPhaseTransitionTime: now };
    case 'ResourceQuota':
      return {};
    case 'CustomResourceDefinition':
      return asSpec(establishedStatus(object, now));
    case 'Deployment':
    case 'Job':
    case 'CronJob':
      return {};
    case 'ReplicaSet':
    case 'StatefulSet':
      return { replicas: 0, ...(definition.kind === 'StatefulSet' && { availableReplicas: 0 }) };
    case 'DaemonSet':
      return { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 };
    case 'ValidatingAdmissionPolicy':
      // A controller says so a moment later: it finds nothing wrong, as there are no schemas here.
      return { observedGeneration: 1, typeChecking: {} };
    case 'HorizontalPodAutoscaler':
      return { currentMetrics: null, desiredReplicas: 0 };
    default:
      return undefined;
  }
}
