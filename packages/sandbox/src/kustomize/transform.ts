import { changeFields, withPairs } from './fields';
import { annotationFields, ownLabels, replicaFields, selectorLabels, templateLabels } from './fieldSpecs';
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

/** What a kustomization makes of its resources, step by step in kustomize's order. @throws KustomizeError */
export function transform(
  files: SourceFiles,
  directory: string,
  kustomization: Kustomization,
  given: readonly Resource[],
): Resource[] {
  const resources = mergePatches(files, directory, kustomization, given);
  const { namespace, namePrefix, nameSuffix, commonAnnotations, images } = kustomization;
  if (namespace) for (const resource of resources) putInNamespace(resource, namespace);
  for (const resource of resources) affix(resource, namePrefix ?? '', nameSuffix ?? '');
  for (const labels of labelsOf(kustomization)) for (const resource of resources) label(resource, labels);
  if (commonAnnotations && Object.keys(commonAnnotations).length > 0) {
    for (const resource of resources) {
      changeFields(resource, annotationFields, value => withPairs(value, commonAnnotations));
    }
  }
  jsonPatches(files, directory, kustomization, resources);
  for (const each of kustomization.replicas ?? []) scale(resources, each);
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

function label(resource: Resource, { pairs, includeSelectors, includeTemplates, fields = [] }: Labels): void {
  const plain = includeTemplates ? templateLabels : ownLabels;
  const specs = includeSelectors ? selectorLabels : plain;
  changeFields(resource, [...specs, ...fields], value => withPairs(value, pairs));
}

function scale(resources: readonly Resource[], { name, count }: { name: string; count: number }): void {
  const scaled = resources.filter(
    resource => resource.wasCalled(name) && replicaFields.some(({ kind }) => kind === resource.kind),
  );
  if (scaled.length === 0) {
    const kinds = replicaFields.map(({ kind }) => `${kind}.[noVer].[noGrp]`).join(' ');
    throw new KustomizeError(
      `resource with name ${name} does not match a config with the following GVK [${kinds}]`,
    );
  }
  for (const resource of scaled) changeFields(resource, replicaFields, () => count);
}
