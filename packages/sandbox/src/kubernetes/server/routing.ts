import type { ResourceRegistry } from '../resources/ResourceRegistry';
import { StatusError } from '../StatusError';
import type { ResourceDefinition } from '../types';
import type { RequestInfo, ResourcePath } from './requestInfo';

/** Verbs without a name, and with one; the server knows no others. */
const ON_COLLECTION = ['list', 'watch', 'create', 'deletecollection'];
const ON_OBJECT = ['get', 'update', 'patch', 'delete'];
const SUBRESOURCE_VERBS = ['get', 'update', 'patch'];

/** `serviceaccounts/token` is the one subresource that something is made of. */
const TOKEN = 'token';

/**
 * The resource of a path, when the server has it and it can be used in that way.
 * @throws StatusError 404, 405
 */
export function definitionOf(
  registry: ResourceRegistry,
  info: RequestInfo & { resource: ResourcePath },
): ResourceDefinition {
  const { group, version, resource, subresource, namespace } = info.resource;
  const definition = registry.find(group, version, resource);
  if (!definition) throw StatusError.noSuchPath();
  const ownNamespace = group === '' && resource === 'namespaces';
  if (namespace && !definition.namespaced && !ownNamespace) throw StatusError.noSuchPath();
  if (subresource && !hasSubresource(definition, subresource)) throw StatusError.noSuchPath();
  if (!isAllowed(definition, info)) throw StatusError.methodNotAllowed();
  return definition;
}

function hasSubresource(definition: ResourceDefinition, subresource: string): boolean {
  if (subresource === TOKEN) return definition.group === '' && definition.resource === 'serviceaccounts';
  if (subresource === 'log') return definition.group === '' && definition.resource === 'pods';
  return definition.subresources.some(each => each === subresource);
}

function isAllowed(
  definition: ResourceDefinition,
  { verb, resource, path }: RequestInfo & { resource: ResourcePath },
) {
  const { name, namespace, subresource } = resource;
  if (subresource === TOKEN) return name !== '' && verb === 'create';
  if (subresource) return name !== '' && SUBRESOURCE_VERBS.includes(verb);
  const named = name !== '' && !(verb === 'list' || verb === 'watch');
  if (named) return ON_OBJECT.includes(verb) && (!definition.namespaced || namespace !== '');
  // Objects of a namespace are made and swept inside of one only; a watched path keeps its name in the query.
  const everywhere =
    definition.namespaced && !namespace && (verb === 'create' || verb === 'deletecollection');
  return ON_COLLECTION.includes(verb) && !everywhere && path !== '';
}
