/** What one version of a service asks of its cluster. */
export interface Needs {
  memory: string;
  environment: Record<string, string>;
  /** Times the readiness probe may fail in a row; Kubernetes' own number when left out. */
  readinessFailures?: number;
  /** The ConfigMap that its settings come from. */
  settings?: string;
}

/** What a service of the storefront stack looks like to its cluster. The whole table is data; `manifests.ts` draws it. */
export interface ServicePlan extends Needs {
  name: string;
  namespace: 'storefront' | 'fulfilment';
  kind: 'rollout' | 'deployment';
  /** On production; staging runs two of everything. */
  replicas: number;
  /** Version that has been live longest when the day begins. */
  version: string;
  /** What versions change of it, in turns: each by the last part of its number. */
  turns?: Partial<Needs>[];
  /** The Secret with its password to the database. */
  secret?: string;
  /** Entity refs of whose commits its versions are made; absent: the pipeline does not say. */
  authors?: string;
  /** How a preview goes live on production; absent: a person has to say so. On staging every preview goes by itself. */
  promotesAfterSeconds?: number;
  analysis: boolean;
}

const express = { PAYMENT_TIMEOUT: '8s', CART_URL: 'http://cart', EXPRESS_LANE: 'on' };

export const services: ServicePlan[] = [
  {
    name: 'checkout',
    namespace: 'storefront',
    kind: 'rollout',
    replicas: 6,
    version: 'v1.8.0',
    memory: '512Mi',
    environment: { PAYMENT_TIMEOUT: '5s', CART_URL: 'http://cart' },
    settings: 'checkout-settings-41',
    secret: 'checkout-database',
    turns: [
      {},
      { environment: express },
      { memory: '640Mi', readinessFailures: 5, settings: 'checkout-settings-42' },
      { environment: express, memory: '640Mi', readinessFailures: 5, settings: 'checkout-settings-42' },
    ],
    authors: 'user:default/ada',
    analysis: true,
  },
  {
    name: 'cart',
    namespace: 'storefront',
    kind: 'rollout',
    replicas: 4,
    version: 'v3.2.4',
    memory: '384Mi',
    environment: { SESSION_TTL: '30m' },
    analysis: false,
  },
  {
    name: 'catalogue',
    namespace: 'storefront',
    kind: 'rollout',
    replicas: 3,
    version: 'v2.14.1',
    memory: '512Mi',
    environment: { SEARCH_URL: 'http://search' },
    promotesAfterSeconds: 90,
    analysis: false,
  },
  {
    name: 'payments',
    namespace: 'storefront',
    kind: 'rollout',
    replicas: 3,
    version: 'v5.0.2',
    memory: '768Mi',
    environment: { PROVIDER_TIMEOUT: '8s', FEATURE_SCA: 'on' },
    analysis: true,
  },
  {
    name: 'search',
    namespace: 'storefront',
    kind: 'rollout',
    replicas: 3,
    version: 'v0.31.0',
    memory: '1Gi',
    environment: { INDEX: 'products' },
    promotesAfterSeconds: 20,
    analysis: false,
  },
  {
    name: 'recommendations',
    namespace: 'storefront',
    kind: 'rollout',
    replicas: 3,
    version: 'v1.1.7',
    memory: '1Gi',
    environment: { MODEL: 'visitors-2026-10' },
    analysis: false,
  },
  {
    name: 'storefront-web',
    namespace: 'storefront',
    kind: 'deployment',
    replicas: 4,
    version: 'v7.5.0',
    memory: '256Mi',
    environment: { API_URL: 'https://api.storefront.example' },
    analysis: false,
  },
  {
    name: 'orders',
    namespace: 'fulfilment',
    kind: 'rollout',
    replicas: 4,
    version: 'v4.6.1',
    memory: '512Mi',
    environment: { WAREHOUSE_URL: 'http://warehouse-sync' },
    authors: 'user:default/ben',
    analysis: true,
  },
  {
    name: 'shipping',
    namespace: 'fulfilment',
    kind: 'rollout',
    replicas: 3,
    version: 'v2.0.9',
    memory: '384Mi',
    environment: { CARRIERS: 'dhl,ups' },
    authors: 'user:default/ada,user:default/ben',
    analysis: false,
  },
  {
    name: 'warehouse-sync',
    namespace: 'fulfilment',
    kind: 'deployment',
    replicas: 3,
    version: 'v1.3.3',
    memory: '256Mi',
    environment: { INTERVAL: '60s' },
    analysis: false,
  },
];

/** The service by name. */
export function serviceNamed(name: string): ServicePlan {
  const found = services.find(service => service.name === name);
  if (!found) throw new RangeError(`The storefront has no service ${name}`);
  return found;
}
