import { z } from 'zod';
import type { Schema } from '../schemas/Schema';
import { StatusError } from '../StatusError';
import type { KubeObject, ResourceDefinition } from '../types';

const columnSchema = z.object({
  name: z.string(),
  type: z.string(),
  jsonPath: z.string(),
  description: z.string().optional(),
  priority: z.number().optional(),
});

const crdSchema = z.object({
  group: z.string(),
  scope: z.enum(['Namespaced', 'Cluster']),
  names: z.object({
    plural: z.string(),
    kind: z.string(),
    singular: z.string().optional(),
    listKind: z.string().optional(),
    shortNames: z.array(z.string()).optional(),
    categories: z.array(z.string()).optional(),
  }),
  versions: z
    .array(
      z.object({
        name: z.string(),
        served: z.boolean(),
        schema: z.object({ openAPIV3Schema: z.custom<Schema>().optional() }).optional(),
        storage: z.boolean(),
        additionalPrinterColumns: z.array(columnSchema).optional(),
        subresources: z
          .object({
            status: z.object({}).optional(),
            scale: z
              .object({
                specReplicasPath: z.string(),
                statusReplicasPath: z.string(),
                labelSelectorPath: z.string().optional(),
              })
              .optional(),
          })
          .optional(),
      }),
    )
    .min(1),
});
type CrdSpec = z.infer<typeof crdSchema>;
type CrdVersion = CrdSpec['versions'][number];

const AGE = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' };

/**
 * The resources that a CustomResourceDefinition makes, the stored version first.
 * @throws StatusError 422 naming the field that has not the shape
 */
export function definitionsOf(crd: KubeObject): ResourceDefinition[] {
  const spec = specOf(crd);
  const served = spec.versions.filter(version => version.served);
  return [...served].sort((a, b) => Number(b.storage) - Number(a.storage)).map(v => definition(spec, v));
}

function specOf(crd: KubeObject): CrdSpec {
  const parsed = crdSchema.safeParse(crd.spec);
  if (parsed.success) return parsed.data;
  throw refusal(crd.metadata.name, parsed.error);
}

function refusal(name: string, error: z.ZodError): StatusError {
  const resource = {
    group: 'apiextensions.k8s.io',
    resource: 'customresourcedefinitions',
    kind: 'CustomResourceDefinition',
  };
  const causes = error.issues.map(issue => ({
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${issue.message}`,
    field: ['spec', ...issue.path].join('.'),
  }));
  return StatusError.invalid(resource, name, causes);
}

function definition({ group, scope, names }: CrdSpec, version: CrdVersion): ResourceDefinition {
  const scale = version.subresources?.scale;
  return {
    group,
    version: version.name,
    resource: names.plural,
    singular: names.singular ?? names.kind.toLowerCase(),
    kind: names.kind,
    listKind: names.listKind ?? `${names.kind}List`,
    namespaced: scope === 'Namespaced',
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    subresources: [
      ...(version.subresources?.status ? (['status'] as const) : []),
      ...(scale ? (['scale'] as const) : []),
    ],
    custom: true,
    generation: true,
    ...(scale && {
      scale: {
        replicas: pathOf(scale.specReplicasPath),
        statusReplicas: pathOf(scale.statusReplicasPath),
        ...(scale.labelSelectorPath && { selector: pathOf(scale.labelSelectorPath) }),
      },
    }),
    ...(version.schema?.openAPIV3Schema && { schema: version.schema.openAPIV3Schema }),
    columns: version.additionalPrinterColumns ?? [AGE],
  };
}

function pathOf(jsonPath: string): string[] {
  return jsonPath.split('.').filter(part => part !== '');
}

/** What the API server writes into the status of a definition it has taken. @throws StatusError 422 */
export function establishedStatus(crd: KubeObject, now: string): Record<string, unknown> {
  const { names, versions } = specOf(crd);
  const condition = (type: string, reason: string, message: string) => ({
    lastTransitionTime: now,
    message,
    reason,
    status: 'True',
    type,
  });
  return {
    acceptedNames: {
      ...names,
      singular: names.singular ?? names.kind.toLowerCase(),
      listKind: names.listKind ?? `${names.kind}List`,
    },
    conditions: [
      condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
      condition('Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
    ],
    storedVersions: versions.filter(version => version.storage).map(version => version.name),
  };
}
