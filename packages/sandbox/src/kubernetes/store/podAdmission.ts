import { isObject, type JsonObject } from '../json';
import type { KubeObject } from '../types';

/** What admission adds to every pod: its account's token, how long it bears a lost node, its priority. */
export function admittedPodSpec(spec: JsonObject, uid: string): KubeObject['spec'] {
  const account = typeof spec.serviceAccountName === 'string' ? spec.serviceAccountName : 'default';
  const volume = `kube-api-access-${uid.slice(0, 5)}`;
  const token = spec.automountServiceAccountToken !== false;
  const admitted = {
    priority: 0,
    preemptionPolicy: 'PreemptLowerPriority',
    enableServiceLinks: true,
    ...spec,
    serviceAccountName: account,
    serviceAccount: account,
    tolerations: tolerations(spec.tolerations),
    ...(token && { volumes: [...list(spec.volumes), tokenVolume(volume)] }),
    ...(token && { containers: list(spec.containers).map(container => withToken(container, volume)) }),
  };
  return admitted as KubeObject['spec'];
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

const LOST_NODE = ['not-ready', 'unreachable'].map(state => ({
  key: `node.kubernetes.io/${state}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}));

function tolerations(own: unknown): unknown[] {
  const given = list(own);
  const keys = given.map(each => (isObject(each) ? each.key : undefined));
  return [...given, ...LOST_NODE.filter(each => !keys.includes(each.key))];
}

function withToken(container: unknown, name: string): unknown {
  if (!isObject(container)) return container;
  const mount = { name, readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' };
  return { ...container, volumeMounts: [...list(container.volumeMounts), mount] };
}

function tokenVolume(name: string): JsonObject {
  return {
    name,
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
          },
        },
      ],
      defaultMode: 420,
    },
  };
}
