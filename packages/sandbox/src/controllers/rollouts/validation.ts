import { at } from '../../kubernetes/json';
import { labelSelector, selectorText } from '../../kubernetes/selectors';
import { type KubeObject } from '../../kubernetes/types';
import { AnalysisTemplateError, endlessMetric, findTemplates, runSpec } from './analysis/templates';
import { analysisArguments } from './analysisArguments';
import { typedTemplate } from './podTemplate';
import { type RolloutContext } from './RolloutContext';
import { hashLabel, managedByAnnotation, replicasOf, type RolloutAnalysis } from './rolloutView';

function invalid(field: string, value: unknown, why: string): string {
  return `${field}: Invalid value: ${JSON.stringify(value)}: ${why}`;
}

function required(field: string, missing: string): string {
  return `${field}: Required value: Rollout has missing field '${missing}'`;
}

function specErrors({ rollout }: RolloutContext): string[] {
  const { spec } = rollout;
  const replicas = replicasOf(rollout);
  const { labels } = typedTemplate(spec.template ?? {});
  const selector = spec.selector && selectorText(spec.selector);
  const containers = at(spec.template, 'spec', 'containers');
  return [
    ...(replicas < 0 ? [invalid('spec.replicas', replicas, 'must be greater than or equal to 0')] : []),
    ...(selector === undefined ? [required('spec.selector', '.spec.selector')] : []),
    ...(selector === '' ? [invalid('spec.selector', {}, 'empty selector is invalid for deployment')] : []),
    ...(selector && !labelSelector(selector)(labels)
      ? [invalid('spec.template.metadata.labels', labels, '`selector` does not match template `labels`')]
      : []),
    ...(Array.isArray(containers) && containers.length
      ? []
      : ['spec.template.spec.containers: Required value']),
    ...(spec.progressDeadlineSeconds <= spec.minReadySeconds
      ? [
          invalid(
            'spec.progressDeadlineSeconds',
            spec.progressDeadlineSeconds,
            'must be greater than minReadySeconds',
          ),
        ]
      : []),
  ];
}

function strategyErrors({ rollout, blueGreen }: RolloutContext): string[] {
  const { canary } = rollout.spec.strategy;
  if (!blueGreen && !canary) {
    return [required('spec.strategy.strategy', '.spec.strategy.canary or .spec.strategy.blueGreen')];
  }
  if (blueGreen && canary) {
    return [
      invalid(
        'spec.strategy.strategy',
        'blueGreen: true canary: true',
        'Multiple Strategies can not be listed',
      ),
    ];
  }
  if (!blueGreen) return [];
  const { activeService, previewService, scaleDownDelayRevisionLimit: limit } = blueGreen;
  const same =
    'This rollout uses the same service for the active and preview services, but two different services are required.';
  const small =
    "This rollout's revision history limit can not be smaller than the rollout's scale down limit";
  return [
    ...(activeService === previewService
      ? [invalid('spec.strategy.activeService', activeService, same)]
      : []),
    ...(limit !== undefined && rollout.spec.revisionHistoryLimit < limit
      ? [invalid('spec.strategy.scaleDownDelayRevisionLimit', limit, small)]
      : []),
  ];
}

function serviceErrors(context: RolloutContext, field: string, name: string | undefined): string[] {
  if (!name) return [];
  const path = `spec.strategy.blueGreen.${field}`;
  const service = context.service(name);
  if (!service) return [invalid(path, name, `service "${name}" not found`)];
  const manager = service.metadata.annotations?.[managedByAnnotation];
  const foreign = manager !== undefined && manager !== context.rollout.metadata.name;
  return [
    ...unmatchedLabels(context, service).map(label =>
      invalid(path, name, `Service "${name}" has unmatch label "${label}" in rollout`),
    ),
    ...(foreign ? [invalid(path, name, `Service "${name}" is managed by another Rollout`)] : []),
  ];
}

function unmatchedLabels({ rollout }: RolloutContext, service: KubeObject): string[] {
  const { labels } = typedTemplate(rollout.spec.template ?? {});
  const selector = at(service, 'spec', 'selector');
  if (typeof selector !== 'object' || selector === null) return [];
  return Object.entries(selector).flatMap(([key, value]) =>
    key === hashLabel || labels[key] === value ? [] : [key],
  );
}

function analysisErrors(
  context: RolloutContext,
  field: string,
  analysis: RolloutAnalysis | undefined,
): string[] {
  if (!analysis) return [];
  const path = `spec.strategy.blueGreen.${field}.templates`;
  const names = analysis.templates.map(({ templateName }) => templateName);
  try {
    const templates = findTemplates(
      context.tools.cluster,
      context.rollout.metadata.namespace,
      analysis.templates,
    );
    runSpec(templates, analysisArguments(context, analysis.args), analysis);
    return templates.flatMap(template => {
      const metric = endlessMetric(template);
      const { name } = template.metadata;
      const why = `AnalysisTemplate ${name} has metric ${metric?.name} which runs indefinitely. Invalid value for count: <nil>`;
      return metric ? [invalid(path, name, why)] : [];
    });
  } catch (error) {
    if (!(error instanceof AnalysisTemplateError)) throw error;
    const missing = error.message.endsWith('not found');
    const value = missing
      ? (names.find(name => error.message.includes(`'${name}'`)) ?? '')
      : `templateNames: [${names.join(' ')}]`;
    return [invalid(path, value, error.message)];
  }
}

/** The first thing that is wrong with the rollout or with what it refers to, in the real controller's words. */
export function validationError(context: RolloutContext): string | undefined {
  const own = [...specErrors(context), ...strategyErrors(context)];
  if (own.length) return own[0];
  const { blueGreen } = context;
  return [
    ...serviceErrors(context, 'activeService', blueGreen?.activeService),
    ...serviceErrors(context, 'previewService', blueGreen?.previewService),
    ...analysisErrors(context, 'prePromotionAnalysis', blueGreen?.prePromotionAnalysis),
    ...analysisErrors(context, 'postPromotionAnalysis', blueGreen?.postPromotionAnalysis),
  ][0];
}
