/** Images that a real registry has, and one that it has not. */
export const REGISTRY = 'registry.k8s.io/pause';
export const BAD = 'bad';

export interface RolloutPlan {
  name: string;
  image: string;
  replicas?: number;
  /** More of `spec.strategy.blueGreen`. */
  blueGreen?: object;
  /** More of `spec`. */
  spec?: object;
}

/** A blue-green Rollout that goes on only when a person says so; the Services `<name>` and `<name>-preview`. */
export function rolloutObject({ name, image, replicas = 2, blueGreen, spec }: RolloutPlan) {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: template(name, image),
      strategy: {
        blueGreen: {
          activeService: name,
          previewService: `${name}-preview`,
          autoPromotionEnabled: false,
          ...blueGreen,
        },
      },
      ...spec,
    },
  };
}

export function template(name: string, image: string) {
  return { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'app', image }] } };
}

export function serviceObject(name: string, app: string) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app }, ports: [{ port: 80, targetPort: 8080 }] },
  };
}
