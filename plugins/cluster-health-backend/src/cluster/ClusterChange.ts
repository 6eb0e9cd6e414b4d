import type { ServiceHealth } from '@greenroom/plugin-cluster-health-common';

/** What is other than before. */
export interface ClusterChange {
  /** Rows of the cluster's page by key; `undefined` for what is gone. */
  rows: Map<string, object | undefined>;
  /** By `sectionId`. */
  services: Map<string, ServiceHealth | undefined>;
  sourceChanged: boolean;
  /** Other people may read something than before. */
  readersChanged: boolean;
}
