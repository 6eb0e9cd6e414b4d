/** Objects as the tests' repository has them. */

export function configMap(name: string, v: string, annotations?: Record<string, string>) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...(annotations && { annotations }) },
    data: { v },
  };
}

export function deployment(name: string, image: string, spec: object = {}) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas: 1,
      progressDeadlineSeconds: 15,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'a', image }] } },
      ...spec,
    },
  };
}

export function hookJob(name: string, annotations: Record<string, string>) {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, annotations },
    spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'x' }] } } },
  };
}

/** A blue-green Rollout whose previews wait for a person, with its two Services. */
export function rollout(name: string, image: string): Record<string, object> {
  const service = (serviceName: string) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: serviceName },
    spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] },
  });
  return {
    [`${name}/active.yaml`]: service(name),
    [`${name}/preview.yaml`]: service(`${name}-preview`),
    [`${name}/rollout.yaml`]: {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: name } },
        strategy: {
          blueGreen: { activeService: name, previewService: `${name}-preview`, autoPromotionEnabled: false },
        },
        template: {
          metadata: { labels: { app: name } },
          spec: { containers: [{ name: 'app', image, ports: [{ containerPort: 8080, protocol: 'TCP' }] }] },
        },
      },
    },
  };
}
