import { argo, type CheckContext } from '../CheckContext';
import { sleep } from '../eventually';
import { NotRun } from '../Check';

export interface MetricPlan {
  /** Also the metric's name at the metric server. */
  name: string;
  successCondition?: string;
  failureCondition?: string;
  /** How often it measures, a second apart; 2 when left out. */
  count?: number;
}

/** An AnalysisTemplate with one metric, measured at the suite's own server. What it finds there is `value`; nothing: 404. */
export async function createTemplate(
  context: CheckContext,
  { name, successCondition = 'result >= 99', failureCondition, count = 2 }: MetricPlan,
  value?: number,
): Promise<void> {
  const measured = `${context.namespace}-${name}`;
  if (value !== undefined) {
    context.metrics.set(measured, value);
  }
  await context.api.create(argo(context, 'analysistemplates'), {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name },
    spec: {
      metrics: [
        {
          name: 'success-rate',
          interval: '1s',
          count,
          failureLimit: 0,
          inconclusiveLimit: 0,
          consecutiveErrorLimit: 0,
          successCondition,
          ...(failureCondition && { failureCondition }),
          provider: { web: { url: context.metrics.urlOf(measured), timeoutSeconds: 5 } },
        },
      ],
    },
  });
}

/** @throws NotRun when the cluster can not reach the suite's server */
export async function untilMeasured(context: CheckContext, name: string): Promise<void> {
  const end = performance.now() + 30_000;
  while (!context.metrics.wasAsked(`${context.namespace}-${name}`)) {
    if (performance.now() > end) {
      throw new NotRun(`the cluster does not reach ${context.metrics.url}: say --metrics-host`);
    }
    await sleep(100);
  }
}

/** `spec.strategy.blueGreen` with these templates. */
export function withAnalysis(when: 'prePromotionAnalysis' | 'postPromotionAnalysis', templateName: string) {
  return { blueGreen: { [when]: { templates: [{ templateName }] } } };
}
