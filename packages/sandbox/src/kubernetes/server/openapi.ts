import { createHash } from 'node:crypto';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import type { ResourceDefinition } from '../types';
import { version } from './discovery';

/**
 * As much OpenAPI as clients need to write: which kinds there are, where, and that `fieldValidation` and `dryRun` are
 * known. Schemas are open, and no strategic merge is declared: kubectl then uses what it knows of built-in kinds itself.
 */

function pathOf({ group, version: each }: ResourceDefinition): string {
  return group ? `apis/${group}/${each}` : `api/${each}`;
}

/** `/openapi/v3` */
export function openApiIndex(registry: ResourceRegistry): object {
  const paths = [...new Set(registry.all().map(pathOf))];
  const entry = (path: string) => {
    const hash = createHash('sha512')
      .update(JSON.stringify(openApiV3(registry, path)))
      .digest('hex')
      .toUpperCase();
    return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }];
  };
  return { paths: Object.fromEntries(paths.map(entry)) };
}

/** `/openapi/v3/<path>`; `undefined` when there is no such group. */
export function openApiV3(registry: ResourceRegistry, path: string): object | undefined {
  const found = registry.all().filter(definition => pathOf(definition) === path);
  if (found.length === 0) return undefined;
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: version.gitVersion },
    paths: Object.fromEntries(
      found.flatMap(definition => [collectionPath(definition), objectPath(definition)]),
    ),
    components: {
      schemas: Object.fromEntries(found.map(definition => [schemaName(definition), schema(definition)])),
    },
  };
}

/** `/openapi/v2` */
export function openApiV2(registry: ResourceRegistry): object {
  const all = registry.all();
  return {
    swagger: '2.0',
    info: { title: 'Kubernetes', version: version.gitVersion },
    paths: Object.fromEntries(
      all.flatMap(definition => [collectionPath(definition), objectPath(definition)]),
    ),
    definitions: Object.fromEntries(all.map(definition => [schemaName(definition), schema(definition)])),
  };
}

function schemaName({ group, version: each, kind }: ResourceDefinition): string {
  return [...(group ? group.split('.').reverse() : ['io', 'k8s', 'api', 'core']), each, kind].join('.');
}

function kindOf({ group, version: each, kind }: ResourceDefinition) {
  return { group, version: each, kind };
}

function schema(definition: ResourceDefinition): object {
  return {
    type: 'object',
    'x-kubernetes-group-version-kind': [kindOf(definition)],
    'x-kubernetes-preserve-unknown-fields': true,
  };
}

function basePath(definition: ResourceDefinition): string {
  const { namespaced, resource } = definition;
  return `/${pathOf(definition)}${namespaced ? '/namespaces/{namespace}' : ''}/${resource}`;
}

const parameters = ['dryRun', 'fieldManager', 'fieldValidation'].map(name => ({
  name,
  in: 'query',
  schema: { type: 'string', uniqueItems: true },
}));

function operation(definition: ResourceDefinition, action: string): object {
  return {
    parameters,
    responses: { '200': { description: 'OK' } },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': kindOf(definition),
  };
}

function collectionPath(definition: ResourceDefinition): [string, object] {
  return [basePath(definition), { get: operation(definition, 'list'), post: operation(definition, 'post') }];
}

function objectPath(definition: ResourceDefinition): [string, object] {
  return [
    `${basePath(definition)}/{name}`,
    {
      get: operation(definition, 'get'),
      put: operation(definition, 'put'),
      patch: operation(definition, 'patch'),
      delete: operation(definition, 'delete'),
    },
  ];
}
