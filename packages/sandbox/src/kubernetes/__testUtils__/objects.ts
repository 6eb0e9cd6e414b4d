import type { NewObject } from '../types';

export function rollout(name: string, extra: object = {}): NewObject {
  const labels = { app: name };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name, namespace: 'default', labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'shop/app:1' }] } },
      strategy: { blueGreen: { activeService: `${name}-active`, autoPromotionEnabled: false } },
    },
    ...extra,
  };
}

export function deployment(name: string): NewObject {
  const labels = { app: name };
  const env = ['A', 'B'].map(letter => ({ name: letter, value: letter }));
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'shop/app:1', env }] } },
    },
  };
}

export function configMap(name: string, labels?: Record<string, string>, namespace = 'default'): NewObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, ...(labels && { labels }) },
    data: { a: '1' },
  };
}

export function pod(name: string, nodeName?: string): NewObject {
  const containers = [{ name: 'app', image: 'shop/app:1' }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: { containers, ...(nodeName && { nodeName }) },
  };
}
