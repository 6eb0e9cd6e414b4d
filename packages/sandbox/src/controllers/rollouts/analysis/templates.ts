import { type KubeObject } from '../../../kubernetes/types';
import { type Cluster } from '../../Cluster';
import { asJson, type JsonObject } from '../../views';
import { metricView, readAnalysisTemplate, type AnalysisTemplate, type Metric } from './analysisRunView';

interface TemplateReference {
  templateName: string;
  clusterScope?: boolean;
}

/** What templates are refused for; the message is the real controller's. */
export class AnalysisTemplateError extends Error {
  override readonly name = 'AnalysisTemplateError';
}

function lookUp(
  cluster: Cluster,
  namespace: string,
  { templateName, clusterScope }: TemplateReference,
): KubeObject {
  const kind = clusterScope ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
  const resource = clusterScope ? 'clusteranalysistemplates.argoproj.io' : 'analysistemplates.argoproj.io';
  const found = cluster.informer(resource).get(clusterScope ? undefined : namespace, templateName);
  if (found) return found;
  throw new AnalysisTemplateError(`${kind} '${templateName}' not found`);
}

/**
 * All templates that are named, with those that they name, each once.
 * @throws AnalysisTemplateError when one does not exist
 */
export function findTemplates(
  cluster: Cluster,
  namespace: string,
  references: TemplateReference[],
): AnalysisTemplate[] {
  const found = new Map<string, AnalysisTemplate>();
  const visit = (reference: TemplateReference) => {
    const template = readAnalysisTemplate(lookUp(cluster, namespace, reference));
    if (found.has(template.metadata.uid)) return;
    found.set(template.metadata.uid, template);
    template.spec.templates.forEach(visit);
  };
  references.forEach(visit);
  return [...found.values()];
}

/** The templates' own arguments with the given values. @throws AnalysisTemplateError when one has no value */
function mergedArguments(templates: AnalysisTemplate[], given: ReadonlyMap<string, string>): JsonObject[] {
  const args = new Map(templates.flatMap(({ spec }) => spec.args.map(each => [each.name, each] as const)));
  return [...args.values()].map(argument => {
    const value = given.get(argument.name) ?? argument.value;
    if (value === undefined && !argument.valueFrom) {
      throw new AnalysisTemplateError(`args.${argument.name} was not resolved`);
    }
    return asJson(value === undefined ? argument : { name: argument.name, value });
  });
}

/**
 * The spec of a run of those templates.
 * @throws AnalysisTemplateError when metrics have the same name or arguments no value
 */
export function runSpec(
  templates: AnalysisTemplate[],
  given: ReadonlyMap<string, string>,
  rules: {
    dryRun?: { metricName: string }[];
    measurementRetention?: { metricName: string; limit: number }[];
  },
): JsonObject {
  const metrics = templates.flatMap(({ spec }) => spec.metrics);
  const names = metrics.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new AnalysisTemplateError(`two metrics have the same name '${String(twice)}'`);
  const dryRun = [...(rules.dryRun ?? []), ...templates.flatMap(({ spec }) => spec.dryRun)];
  const retention = [
    ...(rules.measurementRetention ?? []),
    ...templates.flatMap(({ spec }) => spec.measurementRetention),
  ];
  const args = mergedArguments(templates, given);
  return {
    metrics,
    ...(args.length && { args }),
    ...(dryRun.length && { dryRun: dryRun.map(asJson) }),
    ...(retention.length && { measurementRetention: retention.map(asJson) }),
  };
}

/** How many measurements make the metric complete: undefined when it runs until somebody ends it. */
export function effectiveCount({ count, interval }: Metric): number | undefined {
  const wanted = Number(count ?? 0);
  if (wanted) return wanted;
  return interval ? undefined : 1;
}

/** The first metric of a template that would never end, which no promotion can wait for. */
export function endlessMetric(template: AnalysisTemplate): Metric | undefined {
  return template.spec.metrics
    .flatMap(metric => {
      const read = metricView.safeParse(metric);
      return read.success ? [read.data] : [];
    })
    .find(metric => effectiveCount(metric) === undefined);
}
