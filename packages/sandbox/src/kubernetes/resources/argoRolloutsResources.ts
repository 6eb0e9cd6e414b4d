import type { NewObject, PrinterColumn } from '../types';

const age: PrinterColumn = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
  description: 'Time since resource was created',
};
const phase = (of: string): PrinterColumn => ({
  name: 'Status',
  type: 'string',
  jsonPath: '.status.phase',
  description: `${of} status`,
});
const pods = (name: string, jsonPath: string, description: string): PrinterColumn => ({
  name,
  type: 'integer',
  jsonPath,
  description,
});
const scalePaths = {
  specReplicasPath: '.spec.replicas',
  statusReplicasPath: '.status.HPAReplicas',
  labelSelectorPath: '.status.selector',
};

const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const keepAll = {
  type: 'object',
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object' },
    spec: open,
    status: open,
  },
};

/**
 * The definitions that Argo Rollouts installs, with its names, columns and subresources. Schemas keep what they do not
 * know: the controller's own checks decide what a rollout may say.
 */
export const argoRolloutsResources: NewObject[] = [
  crd('AnalysisRun', 'ar', [phase('AnalysisRun'), age]),
  crd('AnalysisTemplate', 'at', [age]),
  crd('ClusterAnalysisTemplate', 'cat', [age], { scope: 'Cluster' }),
  crd('Experiment', 'exp', [phase('Experiment'), age]),
  crd(
    'Rollout',
    'ro',
    [
      pods('Desired', '.spec.replicas', 'Number of desired pods'),
      pods('Current', '.status.replicas', 'Total number of non-terminated pods targeted by this rollout'),
      pods(
        'Up-to-date',
        '.status.updatedReplicas',
        'Total number of non-terminated pods targeted by this rollout that have the desired template spec',
      ),
      pods(
        'Available',
        '.status.availableReplicas',
        'Total number of available pods (ready for at least minReadySeconds) targeted by this rollout',
      ),
      age,
    ],
    { subresources: { scale: scalePaths, status: {} } },
  ),
];

function crd(
  kind: string,
  shortName: string,
  columns: PrinterColumn[],
  extra: { scope?: string; subresources?: object } = {},
): NewObject {
  const singular = kind.toLowerCase();
  const version = {
    name: 'v1alpha1',
    served: true,
    storage: true,
    additionalPrinterColumns: columns.map(column => ({ ...column })),
    schema: { openAPIV3Schema: keepAll },
    ...(extra.subresources && { subresources: extra.subresources }),
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${singular}s.argoproj.io` },
    spec: {
      group: 'argoproj.io',
      names: { kind, listKind: `${kind}List`, plural: `${singular}s`, shortNames: [shortName], singular },
      scope: extra.scope ?? 'Namespaced',
      versions: [JSON.parse(JSON.stringify(version))],
    },
  };
}
