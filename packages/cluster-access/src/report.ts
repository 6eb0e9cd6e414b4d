import type { Source, SourceReport } from '@greenroom/plugin-portal-common';
import type { Collection } from './collection/Collection';
import { resourceIn, resourceName } from './connection/path';
import type { ProbeHealth } from './probe/Probe';
import type { LiveCollection, ResourceType, RowIdentity } from './types';

type MissingPermission = SourceReport['missingPermissions'][number];
type Part = SourceReport['parts'][number];
type AnyCollection = Pick<Collection<RowIdentity>, 'kind' | 'namespace' | 'condition' | 'unreadable'> &
  Pick<LiveCollection<RowIdentity>, 'state' | 'rows'>;

export interface ClusterFacts {
  name: string;
  /** The API server's URL, once it is known. */
  address: string | undefined;
  source: Source;
  health: ProbeHealth;
  mayIdentify: boolean;
  collections: readonly AnyCollection[];
}

/** All there is to say of a cluster, for the page an operator opens when somebody says that the portal is wrong. */
export function clusterReport(facts: ClusterFacts): SourceReport {
  const { name, address, source, health, collections } = facts;
  return {
    ...source,
    name,
    address,
    version: health.version,
    lastSuccessAt: health.observedAt,
    lastError: health.lastError,
    cure: source.freshness === 'live' ? undefined : (health.cure ?? cureOf(collections)),
    missingPermissions: missingPermissions(facts),
    parts: collections.map(part).sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

function cureOf(collections: readonly AnyCollection[]): string | undefined {
  return collections.find(({ condition }) => condition.cure !== undefined)?.condition.cure;
}

function part(collection: AnyCollection): Part {
  const { freshness, observedAt, since, reason } = collection.state;
  const { unreadable } = collection;
  const partly = unreadable > 0 ? `${unreadable} of them could not be read` : undefined;
  return {
    name: partName(collection),
    freshness,
    count: observedAt === undefined ? undefined : collection.rows().size,
    observedAt,
    since,
    reason: reason ?? partly,
  };
}

function partName({ kind, namespace }: AnyCollection): string {
  const name = resourceName(kind.type);
  return namespace === undefined ? name : `${name} in ${namespace}`;
}

/** Without it the portal does not notice that another cluster answers under the same address. */
const identifying: MissingPermission = {
  text: 'get the namespace kube-system, by whose uid a cluster is known',
  rule: [
    '- apiGroups: [""]',
    '  resources: ["namespaces"]',
    '  resourceNames: ["kube-system"]',
    '  verbs: ["get"]',
  ].join('\n'),
};

function missingPermissions({ collections, mayIdentify }: ClusterFacts): MissingPermission[] {
  const denied = collections.filter(({ condition }) => condition.freshness === 'denied');
  return [
    ...denied.map(({ kind, namespace }) => ({
      text: `list and watch ${resourceIn(kind, namespace)}`,
      rule: rule(kind.type, ['get', 'list', 'watch']),
    })),
    ...(mayIdentify ? [] : [identifying]),
  ];
}

/** One rule of a ClusterRole, or of a Role of the namespace, as YAML to copy. */
function rule(type: ResourceType, verbs: readonly string[]): string {
  return [
    `- apiGroups: ["${type.group}"]`,
    `  resources: ["${type.resource}"]`,
    `  verbs: [${verbs.map(verb => `"${verb}"`).join(', ')}]`,
  ].join('\n');
}
