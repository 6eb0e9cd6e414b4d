import { isObject } from '../json';
import { labelSelector, selectorText } from '../selectors';
import type { KubeObject } from '../types';
import type { MatchResources, ResourceRule, Selector } from './policies';
import type { Review } from './Review';

/** Whether a policy, or one of its bindings, is about what somebody wants to do. No rules: about everything that the other part is about. */
export function isAbout(match: MatchResources, review: Review): boolean {
  const { resourceRules, excludeResourceRules = [], namespaceSelector, objectSelector } = match;
  if (resourceRules?.length && !resourceRules.some(rule => covers(rule, review))) return false;
  if (excludeResourceRules.some(rule => covers(rule, review))) return false;
  return isInNamespace(namespaceSelector, review) && hasLabels(objectSelector, review);
}

function covers(rule: ResourceRule, review: Review): boolean {
  const { definition, subresource, name, operation } = review;
  return (
    names(rule.apiGroups, definition.group) &&
    names(rule.apiVersions, definition.version) &&
    names(rule.operations, operation) &&
    (rule.resources ?? []).some(resource => isResource(resource, definition.resource, subresource)) &&
    (!rule.resourceNames?.length || rule.resourceNames.includes(name)) &&
    isInScope(rule.scope, definition.namespaced)
  );
}

function names(list: readonly string[] | undefined, value: string): boolean {
  return !!list?.some(each => each === '*' || each === value);
}

/** A name, a name and its subresource, or a star for either; without a slash only the resource itself. */
function isResource(pattern: string, resource: string, subresource: string): boolean {
  const [first = '', second = ''] = pattern.split('/');
  return (first === '*' || first === resource) && (second === '*' || second === subresource);
}

function isInScope(scope: string | undefined, namespaced: boolean): boolean {
  if (scope === 'Namespaced') return namespaced;
  return scope === 'Cluster' ? !namespaced : true;
}

/** What is in no namespace is matched by any selector. */
function isInNamespace(
  selector: Selector | undefined,
  { definition, namespaceObject, ...rest }: Review,
): boolean {
  const isNamespace = definition.group === '' && definition.resource === 'namespaces';
  const namespace = isNamespace ? (rest.object ?? rest.oldObject) : namespaceObject;
  return !namespace || selects(selector, namespace);
}

/** Either state of it is enough. */
function hasLabels(selector: Selector | undefined, { object, oldObject }: Review): boolean {
  return [object, oldObject].some(each => each && selects(selector, each));
}

function selects(selector: Selector | undefined, { metadata }: KubeObject): boolean {
  if (!isObject(selector)) return true;
  return labelSelector(selectorText(selector))(metadata.labels);
}
