import { z } from 'zod';
import { nodePoolRowSchema, autoscalerRowSchema } from './autoscaling';
import { clusterSummarySchema } from './cluster';
import { eventLineSchema } from './events';
import { jobRowSchema } from './jobs';
import { nodeRowSchema } from './nodes';
import { type HealthPlace, healthPlace } from './places';
import { problemSchema } from './problem';
import { cephRowSchema, volumeRowSchema } from './storage';
import { workloadRowSchema } from './workloads';

/** Every cluster: rows `ClusterSummary` by `clusterRowKey(…, 'summary', cluster)`. Its key is the empty string. */
export const CLUSTERS_TOPIC = 'cluster-health.clusters';
/** Everything of one cluster: rows of `clusterSections` by `clusterRowKey`. Its key is the cluster's name. */
export const CLUSTER_TOPIC = 'cluster-health.cluster';
/** How a service is wherever it runs: rows `ServiceHealth` by `serviceRowKey`. Its key is the entity ref. */
export const SERVICE_TOPIC = 'cluster-health.service';
/** How all services are, in a line each: rows `ServiceLine` by `serviceRowKey`. Its key is the empty string. */
export const SERVICES_TOPIC = 'cluster-health.services';

/** What the page of one cluster is made of: the schema of the rows of each section. */
export const clusterSections = {
  summary: clusterSummarySchema,
  problem: problemSchema,
  node: nodeRowSchema,
  workload: workloadRowSchema,
  autoscaler: autoscalerRowSchema,
  'node-pool': nodePoolRowSchema,
  volume: volumeRowSchema,
  ceph: cephRowSchema,
  job: jobRowSchema,
  event: eventLineSchema,
} as const;
export type ClusterSection = keyof typeof clusterSections;
export type ClusterSectionRow<S extends ClusterSection> = z.infer<(typeof clusterSections)[S]>;

const sectionSchema = z.enum([
  'summary',
  'problem',
  'node',
  'workload',
  'autoscaler',
  'node-pool',
  'volume',
  'ceph',
  'job',
  'event',
]);

/**
 * `cluster/namespace/section/id`: it begins with the place (`cluster/` for what has no namespace), so that rows are for
 * those who may read it. Of a workload, a job and what is Ceph's, the id is `kind/name`; of everything else that is an
 * object, its name.
 */
export function clusterRowKey(place: HealthPlace, section: ClusterSection, id: string): string {
  return `${healthPlace(place)}/${section}/${id}`;
}

/** The other way; `undefined` for what is no row of a cluster. */
export function parseClusterRowKey(
  key: string,
): { place: HealthPlace; section: ClusterSection; id: string } | undefined {
  const [cluster, namespace, section, ...id] = key.split('/');
  const parsed = sectionSchema.safeParse(section);
  if (!cluster || namespace === undefined || !parsed.success || id.length === 0) {
    return undefined;
  }
  return {
    place: namespace ? { cluster, namespace } : { cluster },
    section: parsed.data,
    id: id.join('/'),
  };
}

/** `cluster/namespace/service/<entity ref>`. */
export function serviceRowKey(place: Required<HealthPlace>, entityRef: string): string {
  return `${healthPlace(place)}/service/${entityRef}`;
}

/** `cluster/namespace` or `cluster/` of any row key of these topics: its partition. */
export function placeOfRow(key: string): string {
  return key.split('/', 2).join('/');
}
