import { z } from 'zod';
import { type Node } from '../nodes/nodeView';
import { type Pod } from '../pods/podView';
import { type JsonObject } from '../views';

const requirementView = z.object({
  key: z.string(),
  operator: z.string(),
  values: z.array(z.string()).default([]),
});
const termView = z.object({
  matchExpressions: z.array(requirementView).default([]),
  matchFields: z.array(requirementView).default([]),
});

/** Terms of which a node has to match one. */
export const nodeSelectorView = z.object({ nodeSelectorTerms: z.array(termView).default([]) });

const affinityView = z.object({
  nodeAffinity: z
    .object({ requiredDuringSchedulingIgnoredDuringExecution: nodeSelectorView.optional() })
    .optional(),
});

type Requirement = z.infer<typeof requirementView>;
export type NodeSelector = z.infer<typeof nodeSelectorView>;

function requiredOf(affinity: JsonObject | undefined): NodeSelector | undefined {
  const read = affinityView.safeParse(affinity ?? {});
  return read.data?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
}

/** Whether the node is one of those that the pod's selector and affinity ask for. */
export function matchesNode({ spec }: Pick<Pod, 'spec'>, node: Node): boolean {
  const { labels } = node.metadata;
  const selected = Object.entries(spec.nodeSelector).every(([key, value]) => labels[key] === value);
  const required = requiredOf(spec.affinity);
  return selected && (!required || matchesSelector(required, node));
}

export function matchesSelector({ nodeSelectorTerms }: NodeSelector, { metadata }: Node): boolean {
  const fields = { 'metadata.name': metadata.name };
  return nodeSelectorTerms.some(
    ({ matchExpressions, matchFields }) =>
      matchExpressions.length + matchFields.length > 0 &&
      matchExpressions.every(each => holds(each, metadata.labels)) &&
      matchFields.every(each => holds(each, fields)),
  );
}

/** The only nodes the pod may be on, by name, where its affinity says so: a DaemonSet's pods. */
export function namedNodes({ spec }: Pick<Pod, 'spec'>): Set<string> | undefined {
  const terms = requiredOf(spec.affinity)?.nodeSelectorTerms ?? [];
  const named = terms.map(({ matchFields }) =>
    matchFields.find(({ key, operator }) => key === 'metadata.name' && operator === 'In'),
  );
  if (named.length === 0 || named.includes(undefined)) return undefined;
  return new Set(named.flatMap(each => each?.values ?? []));
}

function holds({ key, operator, values }: Requirement, labels: Record<string, string>): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return Number(value) > Number(values[0]);
    case 'Lt':
      return Number(value) < Number(values[0]);
    default:
      return false;
  }
}
