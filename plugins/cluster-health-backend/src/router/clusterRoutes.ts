import {
  clusterHealthReadPermission,
  type ClusterSection,
  healthPlace,
  parseClusterRowKey,
  placeOfRow,
} from '@greenroom/plugin-cluster-health-common';
import { declareRoute, pageOf, pagingQuery, type Route } from '@greenroom/plugin-portal-node';
import { z } from 'zod';
import type { ClusterHealth } from '../cluster/ClusterHealth';
import type { HealthService } from '../HealthService';
import { Documents, saidOf } from './Documents';

const params = z.object({ name: z.string() });
type May = (place: string) => boolean;

/** Clusters; everything is answered from memory. */
export function clusterRoutes(health: HealthService): Route[] {
  const documents = new Documents();
  return [
    declareRoute({
      method: 'GET',
      path: '/clusters',
      permission: clusterHealthReadPermission,
      list: true,
      principals: ['user', 'service'],
      handler: ({ may }) => ({ document: listClusters(health, documents, may) }),
    }),
    declareRoute({
      method: 'GET',
      path: '/clusters/:name',
      input: { params },
      permission: clusterHealthReadPermission,
      resource: ({ params: { name } }) => healthPlace({ cluster: health.cluster(name).name }),
      principals: ['user', 'service'],
      handler: ({ input, may }) => ({ document: oneCluster(health, documents, input.params.name, may) }),
    }),
    declareRoute({
      method: 'GET',
      path: '/clusters/:name/nodes',
      input: { params, query: z.object(pagingQuery) },
      permission: clusterHealthReadPermission,
      resource: ({ params: { name } }) => healthPlace({ cluster: health.cluster(name).name }),
      principals: ['user', 'service'],
      handler: ({ input }) => ({ json: nodesOf(health, input.params.name, input.query) }),
    }),
  ];
}

function listClusters(health: HealthService, documents: Documents, may: May) {
  health.look();
  const visible = health.all().filter(({ name }) => may(healthPlace({ cluster: name })));
  const names = visible.map(({ name }) => name);
  const items = visible.flatMap(cluster => cluster.summary() ?? []);
  const sources = visible.map(cluster => cluster.source());
  return documents.of('clusters', names, [...items, ...sources.map(saidOf)], () => ({ items, sources }));
}

/** Of what has a namespace, what the caller may see. */
function oneCluster(health: HealthService, documents: Documents, name: string, may: May) {
  health.look([name]);
  const cluster = health.cluster(name);
  const places = [
    healthPlace({ cluster: name }),
    ...[...cluster.namespaces()].map(namespace => healthPlace({ cluster: name, namespace })).filter(may),
  ];
  return documents.of(`cluster ${name}`, places, [cluster.revision, saidOf(cluster.source())], () => {
    const rows = sectionsOf(cluster, new Set(places));
    return {
      summary: cluster.summary(),
      problems: rows('problem'),
      workloads: rows('workload'),
      autoscalers: rows('autoscaler'),
      nodePools: rows('node-pool'),
      volumes: rows('volume'),
      ceph: rows('ceph'),
      jobs: rows('job'),
      events: rows('event'),
      sources: [cluster.source()],
    };
  });
}

function sectionsOf(cluster: ClusterHealth, places: ReadonlySet<string>) {
  const rows = new Map<ClusterSection, object[]>();
  for (const [key, row] of cluster.rows()) {
    const section = places.has(placeOfRow(key)) ? parseClusterRowKey(key)?.section : undefined;
    if (section) {
      const held = rows.get(section) ?? [];
      held.push(row);
      rows.set(section, held);
    }
  }
  return (section: ClusterSection) => rows.get(section) ?? [];
}

function nodesOf(health: HealthService, name: string, paging: Parameters<typeof pageOf>[2]) {
  health.look([name]);
  const cluster = health.cluster(name);
  const nodes = sectionsOf(cluster, new Set([healthPlace({ cluster: name })]))('node');
  return {
    ...pageOf(nodes, node => ('name' in node ? String(node.name) : ''), paging),
    sources: [cluster.source()],
  };
}
