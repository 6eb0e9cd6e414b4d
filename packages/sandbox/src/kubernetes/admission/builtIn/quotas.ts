import { at, isObject, textAt } from '../../json';
import { groupResource, StatusError } from '../../StatusError';
import type { KubeObject, ResourceDefinition } from '../../types';
import { amountOf, sum, written, ZERO, type Amount } from './amounts';
import { listAt, saysAny } from './podResources';
import { computeOf, countedResources, usageOf } from './usage';

/** All objects of a resource in one namespace. */
export type InNamespace = (resource: string) => KubeObject[];

function hardOf(quota: KubeObject): [word: string, amount: unknown][] {
  const hard = quota.spec?.hard;
  return Object.entries(isObject(hard) ? hard : {});
}

/** What of a quota is taken, by its words. */
export function usedOf(quota: KubeObject, objects: InNamespace): Record<string, Amount> {
  const used = hardOf(quota).map(([word]) => {
    const amounts = countedResources(word).flatMap(resource =>
      objects(resource)
        .filter(object => isInScope(quota, resource, object))
        .map(object => usageOf(resource, object, word) ?? ZERO),
    );
    return [word, amounts.reduce(sum, ZERO)] as const;
  });
  return Object.fromEntries(used);
}

/** @throws StatusError 403 in the words of the quota that has no room left, or that the object does not say enough for */
export function checkQuotas(
  definition: ResourceDefinition,
  object: KubeObject,
  quotas: KubeObject[],
  objects: InNamespace,
): void {
  const resource = groupResource(definition);
  for (const quota of quotas.filter(each => isInScope(each, resource, object))) {
    const why = unsaid(quota, resource, object) ?? exceeded(quota, resource, object, objects);
    if (why !== undefined) throw StatusError.forbidden(definition, object.metadata.name, why);
  }
}

/** What a pod has to say so that it can be counted. */
function unsaid(quota: KubeObject, resource: string, object: KubeObject): string | undefined {
  if (resource !== 'pods') return undefined;
  const missing = hardOf(quota).flatMap(([word]) => {
    const side = computeOf(word);
    const [kind, name] = side ?? [];
    if (kind === undefined || name === undefined) return [];
    const silent = listAt(object, 'spec', 'containers').filter(
      container => at(container, 'resources', kind, name) === undefined,
    );
    const names = silent.map(container => textAt(container, 'name') ?? '');
    return names.length ? [`${word} for: ${names.join(',')}`] : [];
  });
  if (missing.length === 0) return undefined;
  return `failed quota: ${quota.metadata.name}: must specify ${missing.sort().join('; ')}`;
}

function exceeded(
  quota: KubeObject,
  resource: string,
  object: KubeObject,
  objects: InNamespace,
): string | undefined {
  const used = usedOf(quota, objects);
  const over = hardOf(quota)
    .flatMap(([word, hard]) => {
      const asked = usageOf(resource, object, word);
      const known = used[word] ?? ZERO;
      const limit = amountOf(hard);
      const fits = !asked || asked.value === 0 || known.value + asked.value <= limit.value;
      return fits ? [] : [{ word, asked, known, limit: String(hard) }];
    })
    .sort((a, b) => (a.word < b.word ? -1 : 1));
  if (over.length === 0) return undefined;
  const list = (text: (each: (typeof over)[number]) => string) =>
    over.map(each => `${each.word}=${text(each)}`).join(',');
  return `exceeded quota: ${quota.metadata.name}, requested: ${list(({ asked }) => written(asked))}, used: ${list(({ known }) => written(known))}, limited: ${list(({ limit }) => limit)}`;
}

/** Whether the quota is about the object at all. */
function isInScope(quota: KubeObject, resource: string, object: KubeObject): boolean {
  const scopes = listAt(quota, 'spec', 'scopes').map(String);
  const selected = listAt(quota, 'spec', 'scopeSelector', 'matchExpressions');
  if (scopes.length + selected.length === 0) return true;
  if (resource !== 'pods') return false;
  return scopes.every(scope => hasScope(object, scope)) && selected.every(each => isSelected(object, each));
}

function hasScope(pod: KubeObject, scope: string): boolean {
  switch (scope) {
    case 'BestEffort':
      return isBestEffort(pod);
    case 'NotBestEffort':
      return !isBestEffort(pod);
    case 'Terminating':
      return pod.spec?.activeDeadlineSeconds !== undefined;
    case 'NotTerminating':
      return pod.spec?.activeDeadlineSeconds === undefined;
    case 'PriorityClass':
      return !!pod.spec?.priorityClassName;
    default:
      return false;
  }
}

function isBestEffort(pod: KubeObject): boolean {
  const sides = ['requests', 'limits'] as const;
  return !sides.some(side => ['cpu', 'memory'].some(name => saysAny(pod, side, name)));
}

function isSelected(pod: KubeObject, requirement: unknown): boolean {
  const scope = textAt(requirement, 'scopeName') ?? '';
  const values = listAt(requirement, 'values');
  const name = pod.spec?.priorityClassName;
  switch (textAt(requirement, 'operator')) {
    case 'In':
      return values.includes(name);
    case 'NotIn':
      return !values.includes(name);
    case 'DoesNotExist':
      return !hasScope(pod, scope);
    default:
      return hasScope(pod, scope);
  }
}
