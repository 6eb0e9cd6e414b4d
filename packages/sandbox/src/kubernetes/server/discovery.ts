import { isAggregated } from '../resources/aggregatedResources';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import type { ResourceDefinition } from '../types';
import { reviewResources } from './accessReviews';

/** Which resources there are, as `/api`, `/apis` and the group paths tell it. */

const TOKEN = { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' };
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
/** Custom resources tell them in another order, which some clients print. */
const CUSTOM_VERBS = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];
const SUB_VERBS = ['get', 'patch', 'update'];
const VERSION_MINOR = '34';

export const version = {
  major: '1',
  minor: VERSION_MINOR,
  emulationMajor: '1',
  emulationMinor: VERSION_MINOR,
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '33',
  gitVersion: `v1.${VERSION_MINOR}.4`,
  gitCommit: '$Format:%H$',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'go1.24.11',
  compiler: 'gc',
  platform: 'linux/amd64',
};

/** Resources by `group/version`, in the order of their names. */
function resources(registry: ResourceRegistry, group: string, groupVersion: string): ResourceDefinition[] {
  return [...registry.all(), ...reviewResources]
    .filter(each => each.group === group && each.version === groupVersion)
    .sort((a, b) => (a.resource < b.resource ? -1 : 1));
}

function groups(registry: ResourceRegistry): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { group, version: each } of [...registry.all(), ...reviewResources]) {
    const versions = found.get(group) ?? [];
    found.set(group, versions.includes(each) ? versions : [...versions, each]);
  }
  return new Map([...found].sort(([a], [b]) => rank(a) - rank(b)));
}

/** As a real server orders them: clients take the first that has a kind. */
const ORDER = [
  'apiregistration.k8s.io',
  'apps',
  'events.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'scheduling.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
];

function rank(group: string): number {
  const position = ORDER.indexOf(group);
  return position < 0 ? ORDER.length : position;
}

/** `/api` */
export function apiVersions(address: string): object {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }],
  };
}

/** `/apis` */
export function apiGroups(registry: ResourceRegistry): object {
  const found = [...groups(registry)].filter(([name]) => name !== '');
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: found.map(([name, versions]) => groupOf(name, versions)),
  };
}

/** `/apis/<group>`; `undefined` when there is none. */
export function apiGroup(registry: ResourceRegistry, name: string): object | undefined {
  const versions = groups(registry).get(name);
  return versions && { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(name, versions) };
}

function groupOf(name: string, versions: string[]) {
  const all = versions.map(each => ({ groupVersion: `${name}/${each}`, version: each }));
  return { name, versions: all, preferredVersion: all[0] };
}

/** `/api/v1`, `/apis/<group>/<version>`; `undefined` when there is none. */
export function apiResources(
  registry: ResourceRegistry,
  group: string,
  groupVersion: string,
): object | undefined {
  const found = resources(registry, group, groupVersion);
  if (found.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    ...(group && { apiVersion: 'v1' }),
    groupVersion: group ? `${group}/${groupVersion}` : groupVersion,
    resources: found.flatMap(resourceEntries),
  };
}

function verbsOf({ group, resource, listKind, custom }: ResourceDefinition): string[] {
  if (isAggregated({ group })) return ['get', 'list'];
  if (custom) return CUSTOM_VERBS;
  if (listKind === '' || resource === 'bindings') return ['create'];
  return resource === 'componentstatuses' ? ['get', 'list'] : VERBS;
}

function resourceEntries(definition: ResourceDefinition): object[] {
  const { resource, singular, namespaced, kind, shortNames, categories, subresources } = definition;
  const own = {
    name: resource,
    singularName: singular,
    namespaced,
    kind,
    verbs: verbsOf(definition),
    ...(shortNames.length && { shortNames }),
    ...(categories.length && { categories }),
  };
  const below = subresources.map(subresource => ({
    name: `${resource}/${subresource}`,
    singularName: '',
    namespaced,
    ...(subresource === 'scale' ? { group: 'autoscaling', version: 'v1', kind: 'Scale' } : { kind }),
    verbs: SUB_VERBS,
  }));
  const logs = { name: 'pods/log', singularName: '', namespaced, kind, verbs: ['get'] };
  const token = { name: 'serviceaccounts/token', singularName: '', namespaced, ...TOKEN, verbs: ['create'] };
  return [own, ...(isPods(definition) ? [logs] : []), ...(isAccounts(definition) ? [token] : []), ...below];
}

function isAccounts({ group, resource }: ResourceDefinition): boolean {
  return group === '' && resource === 'serviceaccounts';
}

function isPods({ group, resource }: ResourceDefinition): boolean {
  return group === '' && resource === 'pods';
}

/** Both in one document, as newer clients ask for it. @param core `/api`, else `/apis` */
export function aggregatedDiscovery(registry: ResourceRegistry, core: boolean): object {
  const found = [...groups(registry)].filter(([name]) => (name === '') === core);
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: found.map(([name, versions]) => ({
      metadata: name ? { name } : {},
      versions: versions.map(each => ({
        version: each,
        resources: resources(registry, name, each).map(discoveredResource),
        freshness: 'Current',
      })),
    })),
  };
}

function discoveredResource(definition: ResourceDefinition): object {
  const { group, resource, singular, namespaced, kind, shortNames, categories, subresources } = definition;
  // Empty: the same as the resource's.
  const own = definition.custom ? { group, version: definition.version } : { group: '', version: '' };
  const responseKind = { ...own, kind };
  const below = subresources.map(subresource => ({
    subresource,
    responseKind:
      subresource === 'scale' ? { group: 'autoscaling', version: 'v1', kind: 'Scale' } : responseKind,
    verbs: SUB_VERBS,
  }));
  const logs = isPods(definition) ? [{ subresource: 'log', responseKind, verbs: ['get'] }] : [];
  const tokens = isAccounts(definition)
    ? [{ subresource: 'token', responseKind: TOKEN, verbs: ['create'] }]
    : [];
  const all = [...logs, ...tokens, ...below];
  return {
    resource,
    responseKind,
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs: verbsOf(definition),
    ...(shortNames.length && { shortNames }),
    ...(categories.length && { categories }),
    ...(all.length && { subresources: all }),
  };
}
