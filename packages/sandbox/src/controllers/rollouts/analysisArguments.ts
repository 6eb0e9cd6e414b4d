import { at } from '../../kubernetes/json';
import { hashOf, type RolloutContext } from './RolloutContext';
import { type RolloutAnalysis } from './rolloutView';

type Argument = RolloutAnalysis['args'][number];

/** `metadata.labels['a.b/c']` and `spec.template.spec.containers[0].image` as keys. */
function keysOf(path: string): string[] {
  const [, map, key] = /^(metadata\.(?:labels|annotations))\['?([^\]']+)'?\]$/.exec(path) ?? [];
  if (map && key) return [...map.split('.'), key];
  return path.split(/[.[\]]+/).filter(part => part !== '');
}

function fieldValue(context: RolloutContext, path: string): string {
  const value = at(context.stored, ...keysOf(path));
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

function valueOf(context: RolloutContext, { value, valueFrom }: Argument): string {
  if (valueFrom?.podTemplateHashValue === 'Latest') return hashOf(context.newReplicaSet);
  if (valueFrom?.podTemplateHashValue === 'Stable') return hashOf(context.stableReplicaSet);
  if (valueFrom?.fieldRef) return fieldValue(context, valueFrom.fieldRef.fieldPath);
  return value ?? '';
}

/** What the rollout gives an analysis of its new revision as arguments. */
export function analysisArguments(context: RolloutContext, args: Argument[]): Map<string, string> {
  return new Map(args.map(argument => [argument.name, valueOf(context, argument)]));
}
