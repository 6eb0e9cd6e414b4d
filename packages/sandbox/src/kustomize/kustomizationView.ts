import { parse } from 'yaml';
import { z } from 'zod';
import { labelMap } from '../controllers/views';
import { isObject } from '../kubernetes/json';
import { KustomizeError } from './KustomizeError';

/** A kustomization as far as it is understood here; `null` is as good as absent, as for the real tool. */

const texts = z.array(z.string()).nullish();
const selectorView = z.strictObject({
  group: z.string().optional(),
  version: z.string().optional(),
  kind: z.string().optional(),
  name: z.string().optional(),
  namespace: z.string().optional(),
  labelSelector: z.string().optional(),
  annotationSelector: z.string().optional(),
});
export type Selector = z.infer<typeof selectorView>;

const optionsView = z.strictObject({
  labels: labelMap.optional(),
  annotations: labelMap.optional(),
  disableNameSuffixHash: z.boolean().optional(),
  immutable: z.boolean().optional(),
});
export type GeneratorOptions = z.infer<typeof optionsView>;

const generatorView = z.strictObject({
  name: z.string(),
  namespace: z.string().optional(),
  behavior: z.enum(['create', 'merge', 'replace', 'unspecified', '']).optional(),
  files: texts,
  literals: texts,
  envs: texts,
  env: z.string().optional(),
  type: z.string().optional(),
  options: optionsView.optional(),
});
export type Generator = z.infer<typeof generatorView>;

const patchView = z.strictObject({
  path: z.string().optional(),
  patch: z.string().optional(),
  target: selectorView.optional(),
  options: z
    .strictObject({ allowNameChange: z.boolean().optional(), allowKindChange: z.boolean().optional() })
    .optional(),
});
export type Patch = z.infer<typeof patchView>;

const fieldOptionsView = z.strictObject({
  delimiter: z.string().optional(),
  index: z.number().optional(),
  create: z.boolean().optional(),
  encoding: z.string().optional(),
});
export type FieldOptions = z.infer<typeof fieldOptionsView>;

const replacementView = z.strictObject({
  source: z
    .strictObject({
      ...selectorView.shape,
      fieldPath: z.string().optional(),
      options: fieldOptionsView.optional(),
    })
    .optional(),
  sourceValue: z.string().optional(),
  targets: z.array(
    z.strictObject({
      select: selectorView,
      reject: z.array(selectorView).optional(),
      fieldPaths: z.array(z.string()).optional(),
      options: fieldOptionsView.optional(),
    }),
  ),
});
export type Replacement = z.infer<typeof replacementView>;

const labelsView = z.strictObject({
  pairs: labelMap,
  includeSelectors: z.boolean().optional(),
  includeTemplates: z.boolean().optional(),
  fields: z
    .array(z.looseObject({ path: z.string(), kind: z.string().optional(), create: z.boolean().optional() }))
    .optional(),
});
export type Labels = z.infer<typeof labelsView>;

const imageView = z.strictObject({
  name: z.string(),
  newName: z.string().optional(),
  newTag: z.union([z.string(), z.number()]).transform(String).optional(),
  tagSuffix: z.string().optional(),
  digest: z.string().optional(),
});
export type Image = z.infer<typeof imageView>;

const kustomizationView = z.strictObject({
  apiVersion: z.string().nullish(),
  kind: z.string().nullish(),
  metadata: z.unknown().optional(),
  resources: texts,
  bases: texts,
  components: texts,
  configMapGenerator: z.array(generatorView).nullish(),
  secretGenerator: z.array(generatorView).nullish(),
  generatorOptions: optionsView.nullish(),
  namespace: z.string().nullish(),
  namePrefix: z.string().nullish(),
  nameSuffix: z.string().nullish(),
  labels: z.array(labelsView).nullish(),
  commonLabels: labelMap.nullish(),
  commonAnnotations: labelMap.nullish(),
  images: z.array(imageView).nullish(),
  replicas: z.array(z.strictObject({ name: z.string(), count: z.number() })).nullish(),
  patches: z.array(patchView).nullish(),
  patchesStrategicMerge: texts,
  patchesJson6902: z.array(patchView).nullish(),
  replacements: z.array(z.union([replacementView, z.strictObject({ path: z.string() })])).nullish(),
  configurations: texts,
  sortOptions: z.unknown().optional(),
  buildMetadata: texts,
});
export type Kustomization = z.infer<typeof kustomizationView>;

/** Replacements in a file of their own. @throws KustomizeError */
export function readReplacements(value: unknown): Replacement[] {
  const read = z.array(replacementView).safeParse(Array.isArray(value) ? value : [value]);
  if (read.success) return read.data;
  throw invalid(read.error);
}

/** What the real tool knows and this one does not. */
const unsupported = [
  'crds',
  'generators',
  'helmCharts',
  'helmGlobals',
  'openapi',
  'transformers',
  'validators',
  'vars',
];

/** @param where directory of the kustomization, as its errors name it @throws KustomizeError */
export function readKustomization(text: string, where: string): Kustomization {
  const parsed = parsedYaml(text, where);
  const fields = isObject(parsed) ? parsed : {};
  const strange = unsupported.find(field => fields[field] !== undefined && fields[field] !== null);
  if (strange) throw new KustomizeError(`${where}: this kustomize does not support ${strange}`);
  const read = kustomizationView.safeParse(fields);
  if (read.success) return checked(read.data, where);
  throw invalid(read.error);
}

function parsedYaml(text: string, where: string): unknown {
  try {
    return parse(text) ?? {};
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new KustomizeError(`accumulating resources: invalid Kustomization: ${where}: ${why}`);
  }
}

/** Unknown fields are told as Go's strict JSON reader does. */
function invalid(error: z.ZodError): KustomizeError {
  const strange = error.issues.flatMap(issue => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  const why = strange.length
    ? `json: unknown field ${JSON.stringify(strange[0])}`
    : error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return new KustomizeError(`invalid Kustomization: ${why}`);
}

function checked(kustomization: Kustomization, where: string): Kustomization {
  const { kind = 'Kustomization', apiVersion } = kustomization;
  const problems = [
    ...(kind && kind !== 'Kustomization' && kind !== 'Component'
      ? ['kind should be Kustomization or Component']
      : []),
    ...(apiVersion && !/^kustomize\.config\.k8s\.io\/v1(beta1|alpha1)$/.test(apiVersion)
      ? ['apiVersion for Kustomization should be kustomize.config.k8s.io/v1beta1']
      : []),
  ];
  if (problems.length)
    throw new KustomizeError(`Failed to read kustomization file under ${where}:\n${problems.join('\n')}`);
  return kustomization;
}
