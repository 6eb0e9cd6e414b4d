import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import { sourcesServiceRef } from '@greenroom/plugin-portal-node';
import { version } from '../package.json';
import { systemClock } from './clock';
import { readClusters } from './config';
import { loadCredentials } from './connection/loadCredentials';
import { LiveCluster, type LiveClusterOptions } from './LiveCluster';
import { keepYoung } from './rows/keepYoung';
import { Turns } from './stream/Turns';
import { tuning } from './tuning';
import type { Cluster, Clusters } from './types';

/** All configured clusters; they share nothing, so that one that hangs delays no other. */
export class LiveClusters implements Clusters {
  readonly #clusters: ReadonlyMap<string, LiveCluster>;

  constructor(options: readonly LiveClusterOptions[]) {
    this.#clusters = new Map(options.map(one => [one.name, new LiveCluster(one)]));
  }

  names(): string[] {
    return [...this.#clusters.keys()];
  }

  all(): Cluster[] {
    return [...this.#clusters.values()];
  }

  get(name: string): Cluster {
    const cluster = this.#clusters.get(name);
    if (!cluster) {
      throw new NotFoundError(
        `there is no cluster ${name}: configured are ${this.names().join(', ') || 'none'}`,
      );
    }
    return cluster;
  }

  start(): void {
    this.#clusters.forEach(cluster => cluster.start());
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#clusters.values()].map(cluster => cluster.stop()));
  }

  /** Called when any cluster's source reads differently. */
  onSource(listener: () => void): () => void {
    const forget = this.all().map(cluster => cluster.onSource(listener));
    return () => forget.forEach(one => one());
  }
}

/** The clusters of a configuration's `kubernetes.clusters`, for programs that are no backend; not started. */
export function clustersOf(config: Config, logger: LoggerService): LiveClusters {
  keepYoung();
  const turns = new Turns(systemClock);
  return new LiveClusters(
    readClusters(config).map(configured => ({
      name: configured.name,
      title: configured.title,
      namespaces: configured.namespaces,
      load: loadCredentials(configured),
      clock: systemClock,
      tuning,
      turns,
      logger: logger.child({ cluster: configured.name }),
      version,
    })),
  );
}

/** The clusters of `kubernetes.clusters`, one cache for the process. Probing starts with it, watching with the first `watch()`. */
export const clustersServiceRef = createServiceRef<Clusters>({
  id: 'greenroom.clusters',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.rootLogger,
        lifecycle: coreServices.rootLifecycle,
        sources: sourcesServiceRef,
      },
      factory({ config, logger, lifecycle, sources }) {
        const clusters = clustersOf(config, logger);
        sources.register({
          reports: () => clusters.all().map(cluster => cluster.report()),
          onChange: listener => clusters.onSource(listener),
        });
        lifecycle.addShutdownHook(() => clusters.stop());
        clusters.start();
        return clusters;
      },
    }),
});
