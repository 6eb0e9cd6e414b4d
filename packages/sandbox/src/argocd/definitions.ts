import { type NewObject, type PrinterColumn } from '../kubernetes/types';

const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const schema = {
  type: 'object',
  required: ['metadata', 'spec'],
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object' },
    operation: open,
    spec: open,
    status: open,
  },
};
const applicationColumns: PrinterColumn[] = [
  { name: 'Sync Status', type: 'string', jsonPath: '.status.sync.status' },
  { name: 'Health Status', type: 'string', jsonPath: '.status.health.status' },
  { name: 'Revision', type: 'string', jsonPath: '.status.sync.revision', priority: 10 },
  { name: 'Project', type: 'string', jsonPath: '.spec.project', priority: 10 },
];

/**
 * The definitions that Argo CD installs, with its names and columns. Neither has a status subresource: every write of a
 * status moves the generation, and `/status` is not found.
 */
export const argoCdResources: NewObject[] = [
  definition('Application', ['app', 'apps'], applicationColumns),
  definition('AppProject', ['appproj', 'appprojs']),
];

function definition(kind: string, shortNames: string[], columns?: PrinterColumn[]): NewObject {
  const plural = `${kind.toLowerCase()}s`;
  const version = {
    name: 'v1alpha1',
    served: true,
    storage: true,
    subresources: {},
    schema: { openAPIV3Schema: schema },
    ...(columns && { additionalPrinterColumns: columns.map(column => ({ ...column })) }),
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.argoproj.io`,
      labels: { 'app.kubernetes.io/name': plural, 'app.kubernetes.io/part-of': 'argocd' },
    },
    spec: {
      group: 'argoproj.io',
      names: { kind, listKind: `${kind}List`, plural, shortNames, singular: kind.toLowerCase() },
      scope: 'Namespaced',
      versions: [JSON.parse(JSON.stringify(version))],
    },
  };
}
