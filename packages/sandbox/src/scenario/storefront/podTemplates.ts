import type { JsonValue } from '../../kubernetes/types';
import { imageOf } from './releases';
import { type Needs, type ServicePlan } from './services';

type Tree = { [key: string]: JsonValue };

/** Where a pipeline notes whose commits a version is made of. */
const AUTHORS = 'greenroom.dev/authors';

/** Labels by which people and the portal find a service's objects. */
export function labelsOf(service: ServicePlan): Record<string, string> {
  return {
    'app.kubernetes.io/name': service.name,
    'app.kubernetes.io/part-of': service.namespace,
    'backstage.io/kubernetes-id': service.name,
  };
}

export function podTemplate(service: ServicePlan, version: string): Tree {
  return {
    metadata: { labels: labelsOf(service), ...annotated(service) },
    spec: { containers: [containerOf(service, version)] },
  };
}

function annotated({ authors }: ServicePlan): Tree {
  return authors === undefined ? {} : { annotations: { [AUTHORS]: authors } };
}

/** The container of one version, as the deployment repository has it. */
export function containerOf(service: ServicePlan, version: string): { name: string } & Tree {
  const { name, namespace, secret } = service;
  const { memory, environment, readinessFailures, settings } = needsOf(service, version);
  const readiness = probe('/ready');
  return {
    name,
    image: imageOf(namespace, name, version),
    ports: [{ name: 'http', containerPort: 8080 }],
    env: [...Object.entries(environment).map(([key, value]) => ({ name: key, value })), ...password(secret)],
    ...(settings !== undefined && { envFrom: [{ configMapRef: { name: settings } }] }),
    resources: { requests: { cpu: '100m', memory }, limits: { memory } },
    readinessProbe:
      readinessFailures === undefined ? readiness : { ...readiness, failureThreshold: readinessFailures },
    livenessProbe: probe('/live'),
  };
}

function needsOf(service: ServicePlan, version: string): Needs {
  const turns = service.turns ?? [];
  const turn = turns[Number(version.split('.').at(-1)) % turns.length];
  return { ...service, ...turn };
}

function probe(path: string) {
  return { httpGet: { path, port: 'http' }, periodSeconds: 5 };
}

function password(secret: string | undefined) {
  if (secret === undefined) return [];
  return [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: secret, key: 'password' } } }];
}
