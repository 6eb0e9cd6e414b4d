import { at, isObject, type JsonObject } from '../json';

/** Defaults of a pod's spec, as they are in every stored pod and pod template. */
export function podSpecDefaults(spec: JsonObject): JsonObject {
  const initContainers = spec.initContainers;
  return {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
    ...spec,
    ...(Array.isArray(spec.containers) && { containers: spec.containers.map(containerDefaults) }),
    ...(Array.isArray(initContainers) && { initContainers: initContainers.map(containerDefaults) }),
  };
}

/** A pod's containers ask for what they may take where they do not say; templates are left as they are. */
export function withRequests(spec: JsonObject): JsonObject {
  const filled = (container: unknown) => {
    const limits = at(container, 'resources', 'limits');
    if (!isObject(container) || !isObject(container.resources) || !isObject(limits)) return container;
    const requests = isObject(container.resources.requests) ? container.resources.requests : {};
    return { ...container, resources: { ...container.resources, requests: { ...limits, ...requests } } };
  };
  const { containers, initContainers } = spec;
  return {
    ...spec,
    ...(Array.isArray(containers) && { containers: containers.map(filled) }),
    ...(Array.isArray(initContainers) && { initContainers: initContainers.map(filled) }),
  };
}

function containerDefaults(container: unknown): unknown {
  if (!isObject(container)) return container;
  return {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: isLatest(container.image) ? 'Always' : 'IfNotPresent',
    ...container,
    ...(Array.isArray(container.env) && { env: container.env.map(variableDefaults) }),
    ...(Array.isArray(container.ports) && { ports: container.ports.map(portDefaults) }),
    ...probes(container),
  };
}

function variableDefaults(variable: unknown): unknown {
  const field = at(variable, 'valueFrom', 'fieldRef');
  if (!isObject(variable) || !isObject(field)) return variable;
  return { ...variable, valueFrom: { fieldRef: { apiVersion: 'v1', ...field } } };
}

function portDefaults(port: unknown): unknown {
  return isObject(port) ? { protocol: 'TCP', ...port } : port;
}

function probes(container: JsonObject): JsonObject {
  const found: JsonObject = {};
  for (const key of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const probe = container[key];
    if (isObject(probe)) found[key] = probeDefaults(probe);
  }
  return found;
}

function probeDefaults(probe: JsonObject): JsonObject {
  const http = probe.httpGet;
  return {
    failureThreshold: 3,
    periodSeconds: 10,
    successThreshold: 1,
    timeoutSeconds: 1,
    ...probe,
    ...(isObject(http) && { httpGet: { scheme: 'HTTP', ...http, path: http.path || '/' } }),
  };
}

function isLatest(image: unknown): boolean {
  if (typeof image !== 'string' || image.includes('@')) return false;
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest';
}

/** The status of a pod that no scheduler has seen. */
export function podStatus(pod: unknown): JsonObject {
  return { phase: 'Pending', qosClass: qosClass(at(pod, 'spec', 'containers')) };
}

function qosClass(containers: unknown): string {
  const list = Array.isArray(containers) ? containers : [];
  const has = (container: unknown, kind: string, what: string) =>
    at(container, 'resources', kind, what) !== undefined;
  const kinds = ['requests', 'limits'];
  const whats = ['cpu', 'memory'];
  const guaranteed = list.every(container =>
    whats.every(what => {
      const limit = at(container, 'resources', 'limits', what);
      const request = at(container, 'resources', 'requests', what) ?? limit;
      return limit !== undefined && limit === request;
    }),
  );
  if (guaranteed) return 'Guaranteed';
  const any = list.some(container => kinds.some(kind => whats.some(what => has(container, kind, what))));
  return any ? 'Burstable' : 'BestEffort';
}
