import type { ResourceDefinition } from '../types';

const metrics = 'metrics.k8s.io';

function definition(resource: string, kind: string, namespaced: boolean): ResourceDefinition {
  return {
    group: metrics,
    version: 'v1beta1',
    resource,
    singular: '',
    kind,
    listKind: `${kind}List`,
    namespaced,
    shortNames: [],
    categories: [],
    subresources: [],
    custom: false,
    generation: false,
  };
}

/** What servers behind the API server have, by the name of the APIService that leads to them. */
export const aggregatedResources: Readonly<Record<string, readonly ResourceDefinition[]>> = {
  [`v1beta1.${metrics}`]: [definition('nodes', 'NodeMetrics', false), definition('pods', 'PodMetrics', true)],
};

export function isAggregated({ group }: Pick<ResourceDefinition, 'group'>): boolean {
  return group === metrics;
}
