/** The arithmetic of horizontal pod autoscaling, and its words. Pure. */

/** A difference of a tenth is not worth a pod. */
const tolerance = 0.1;

/** So many pods that each is used as wanted. @param usage of the wanted use: 1 is right */
export function recommendation(replicas: number, usage: number): number {
  return Math.abs(usage - 1) <= tolerance ? replicas : Math.ceil(replicas * usage);
}

export interface Limits {
  min: number;
  max: number;
  /** What the target has now: it is doubled at most, or grown by four. */
  current: number;
}

export interface Told {
  status: 'True' | 'False';
  reason: string;
  message: string;
}

/** The recommendation within its limits, and which of them held it. */
export function limited(
  recommended: number,
  { min, max, current }: Limits,
): { replicas: number; told: Told } {
  const fastest = Math.max(2 * current, current + 4);
  if (recommended < min) {
    const message = 'the desired replica count is less than the minimum replica count';
    return { replicas: min, told: { status: 'True', reason: 'TooFewReplicas', message } };
  }
  if (recommended > fastest && fastest < max) {
    const message = 'the desired replica count is increasing faster than the maximum scale rate';
    return { replicas: fastest, told: { status: 'True', reason: 'ScaleUpLimit', message } };
  }
  if (recommended > max) {
    const message = 'the desired replica count is more than the maximum replica count';
    return { replicas: max, told: { status: 'True', reason: 'TooManyReplicas', message } };
  }
  const message = 'the desired count is within the acceptable range';
  return { replicas: recommended, told: { status: 'False', reason: 'DesiredWithinRange', message } };
}

export const told = {
  gotScale: {
    status: 'True',
    reason: 'SucceededGetScale',
    message: "the HPA controller was able to get the target's current scale",
  },
  ready: {
    status: 'True',
    reason: 'ReadyForNewScale',
    message: 'recommended size matches current size',
  },
  stabilised: {
    status: 'True',
    reason: 'ScaleDownStabilized',
    message:
      'recent recommendations were higher than current one, applying the highest recent recommendation',
  },
  disabled: {
    status: 'False',
    reason: 'ScalingDisabled',
    message: 'scaling is disabled since the replica count of the target is zero',
  },
  noScale: (why: string) => ({
    status: 'False',
    reason: 'FailedGetScale',
    message: `the HPA controller was unable to get the target's current scale: ${why}`,
  }),
  rescaled: (replicas: number) => ({
    status: 'True',
    reason: 'SucceededRescale',
    message: `the HPA controller was able to update the target scale to ${replicas}`,
  }),
  measured: (metric: string) => ({
    status: 'True',
    reason: 'ValidMetricFound',
    message: `the HPA was able to successfully calculate a replica count from ${metric}`,
  }),
  unmeasured: (why: string) => ({
    status: 'False',
    reason: 'FailedGetResourceMetric',
    message: `the HPA was unable to compute the replica count: ${why}`,
  }),
} satisfies Record<string, Told | ((...words: never[]) => Told)>;

export function noMetrics(resource: string): string {
  return `failed to get ${resource} utilization: unable to get metrics for resource ${resource}: no metrics returned from resource metrics API`;
}

/** Of a metrics server that does not run. */
export function unanswered(resource: string): string {
  return `failed to get ${resource} utilization: unable to get metrics for resource ${resource}: unable to fetch metrics from resource metrics API: the server is currently unable to handle the request (get pods.metrics.k8s.io)`;
}
