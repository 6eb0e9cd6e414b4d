import { z } from 'zod';
import type { WatchedKind } from '../types';
import { namespacedMetadata } from './metadata';
import { each, part, text } from './tolerant';

/** One Ingress: which Services get traffic from outside. */
export interface IngressRow {
  uid: string;
  namespace: string;
  name: string;
  labels: Record<string, string>;
  createdAt?: string;
  className?: string;
  hosts: string[];
  /** Names of the Services that it sends to, each once. */
  services: string[];
  /** A controller has taken it and says where it listens. */
  hasAddress: boolean;
}

const backend = part({ service: part({ name: text }) });
const ingressSchema = z.object({
  metadata: namespacedMetadata,
  spec: part({
    ingressClassName: text,
    defaultBackend: backend,
    rules: each(z.object({ host: text, http: part({ paths: each(z.object({ backend })) }) })),
  }),
  status: part({ loadBalancer: part({ ingress: each(z.object({ ip: text, hostname: text })) }) }),
});

function projectIngress(object: unknown): IngressRow | undefined {
  const parsed = ingressSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, spec, status } = parsed.data;
  const rules = spec?.rules ?? [];
  const backends = [
    spec?.defaultBackend,
    ...rules.flatMap(({ http }) => http?.paths.map(one => one.backend)),
  ];
  return {
    uid: metadata.uid,
    namespace: metadata.namespace,
    name: metadata.name,
    labels: metadata.labels ?? {},
    createdAt: metadata.creationTimestamp,
    className: spec?.ingressClassName,
    hosts: [...new Set(rules.flatMap(({ host }) => host ?? []))],
    services: [...new Set(backends.flatMap(one => one?.service?.name ?? []))],
    hasAddress: (status?.loadBalancer?.ingress ?? []).some(({ ip, hostname }) => ip ?? hostname),
  };
}

/** Ingresses of a cluster. */
export const ingressesKind: WatchedKind<IngressRow> = {
  type: { group: 'networking.k8s.io', version: 'v1', resource: 'ingresses' },
  reads: ingressSchema,
  project: projectIngress,
};
