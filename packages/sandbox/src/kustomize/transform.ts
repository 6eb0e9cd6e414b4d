import { changeFields, concerns, withPairs } from './fields';
import { annotationFields, ownLabels, replicaFields, selectorLabels, templateLabels } from './fieldSpecs';
import { type Configuration } from './configurations';
import { withImages } from './images';
import { type Kustomization, type Labels } from './kustomizationView';
import { KustomizeError } from './KustomizeError';
import { putInNamespace } from './namespaces';
import { jsonPatches, mergePatches } from './patches';
import { replace } from './replacements';
import { type Resource } from './Resource';
import { type SourceFiles } from './SourceFiles';

/** Names of these mean something of their own. */
const unprefixed = ['CustomResourceDefinition', 'APIService', 'Namespace'];

/** A kustomization and where it is. */
export interface Step {
  files: SourceFiles;
  directory: string;
  kustomization: Kustomization;
  configuration: Configuration;
}

/** What a kustomization makes of its resources, step by step in kustomize's order. @throws KustomizeError */
export function transform(step: Step, given: readonly Resource[]): Resource[] {
  const { files, directory, kustomization, configuration } = step;
  const resources = mergePatches(files, directory, kustomization, given);
  const { namespace, namePrefix, nameSuffix, images } = kustomization;
  for (const resource of resources) {
    if (namespace) putInNamespace(resource, namespace);
    affix(resource, namePrefix ?? '', nameSuffix ?? '');
    for (const labels of labelsOf(kustomization)) label(resource, labels, configuration);
    annotate(resource, kustomization.commonAnnotations ?? {}, configuration);
  }
  jsonPatches(files, directory, kustomization, resources);
  for (const each of kustomization.replicas ?? []) scale(resources, each, configuration);
  if (images) for (const resource of resources) withImages(resource, images);
  replace(files, directory, kustomization, resources);
  return resources;
}

function affix(resource: Resource, prefix: string, suffix: string): void {
  if (unprefixed.includes(resource.kind)) return;
  resource.rename({ name: `${prefix}${resource.name}${suffix}` });
}

function labelsOf({ labels, commonLabels }: Kustomization): Labels[] {
  const common =
    commonLabels && Object.keys(commonLabels).length ? [{ pairs: commonLabels, includeSelectors: true }] : [];
  return [...(labels ?? []), ...common];
}

function label(resource: Resource, labels: Labels, more: Configuration): void {
  const { pairs, includeSelectors, includeTemplates, fields = [] } = labels;
  const own = [...ownLabels, ...more.labels];
  const templates = [...templateLabels, ...more.templateLabels];
  const plain = includeTemplates ? templates : own;
  const specs = includeSelectors ? [...selectorLabels, ...more.commonLabels] : plain;
  changeFields(resource, [...specs, ...fields], value => withPairs(value, pairs));
}

function annotate(resource: Resource, pairs: Record<string, string>, more: Configuration): void {
  if (Object.keys(pairs).length === 0) return;
  changeFields(resource, [...annotationFields, ...more.commonAnnotations], value => withPairs(value, pairs));
}

function scale(
  resources: readonly Resource[],
  { name, count }: { name: string; count: number },
  more: Configuration,
): void {
  const fields = [...replicaFields, ...more.replicas];
  const scaled = resources.filter(
    resource => resource.wasCalled(name) && fields.some(field => concerns(field, resource)),
  );
  if (scaled.length === 0) {
    const kinds = fields.map(({ kind = '' }) => `${kind}.[noVer].[noGrp]`).join(' ');
    throw new KustomizeError(
      `resource with name ${name} does not match a config with the following GVK [${kinds}]`,
    );
  }
  for (const resource of scaled) changeFields(resource, fields, () => count);
}
