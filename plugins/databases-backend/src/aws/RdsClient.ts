import {
  DescribeDBClustersCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  DescribeEventsCommand,
  DescribePendingMaintenanceActionsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import {
  readClusters,
  readClusterSnapshots,
  readEvents,
  readInstances,
  readMaintenance,
  readSnapshots,
  type RdsCluster,
  type RdsEvent,
  type RdsInstance,
  type RdsMaintenance,
  type RdsSnapshot,
} from './answers';
import { type AwsPlace, callSignal, clientOptions } from './clientOptions';

/** AWS's largest page. */
const PAGE = 100;
/** An account has at most a few hundred databases; a hundred pages is a server that repeats itself. */
const PAGES = 100;

/**
 * What RDS says of an account's Region, each as one set of pages. Errors are the SDK's: `faultOf` reads them.
 */
export class RdsClient {
  readonly #client: RDSClient;

  constructor(place: AwsPlace, credentials: AwsCredentialsManager) {
    this.#client = new RDSClient(clientOptions(place, credentials));
  }

  clusters(signal: AbortSignal): Promise<RdsCluster[]> {
    return this.#pages(signal, readClusters, (page, options) =>
      this.#client.send(new DescribeDBClustersCommand(page), options),
    );
  }

  instances(signal: AbortSignal): Promise<RdsInstance[]> {
    return this.#pages(signal, readInstances, (page, options) =>
      this.#client.send(new DescribeDBInstancesCommand(page), options),
    );
  }

  /** @param minutes how far back; AWS keeps fourteen days */
  events(minutes: number, signal: AbortSignal): Promise<RdsEvent[]> {
    return this.#pages(signal, readEvents, (page, options) =>
      this.#client.send(new DescribeEventsCommand({ ...page, Duration: minutes }), options),
    );
  }

  clusterSnapshots(signal: AbortSignal): Promise<RdsSnapshot[]> {
    return this.#pages(signal, readClusterSnapshots, (page, options) =>
      this.#client.send(new DescribeDBClusterSnapshotsCommand(page), options),
    );
  }

  snapshots(signal: AbortSignal): Promise<RdsSnapshot[]> {
    return this.#pages(signal, readSnapshots, (page, options) =>
      this.#client.send(new DescribeDBSnapshotsCommand(page), options),
    );
  }

  maintenance(signal: AbortSignal): Promise<RdsMaintenance[]> {
    return this.#pages(signal, readMaintenance, (page, options) =>
      this.#client.send(new DescribePendingMaintenanceActionsCommand(page), options),
    );
  }

  /** How far AWS's clock is ahead of ours, by its newest answer, in milliseconds. */
  get clockOffsetMs(): number {
    return this.#client.config.systemClockOffset;
  }

  close(): void {
    this.#client.destroy();
  }

  async #pages<T>(
    signal: AbortSignal,
    read: (answer: object) => T[],
    ask: (
      page: { Marker?: string; MaxRecords: number },
      options: { abortSignal: AbortSignal },
    ) => Promise<{ Marker?: string }>,
  ): Promise<T[]> {
    const abortSignal = callSignal(signal);
    const found: T[] = [];
    let marker: string | undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const answer = await ask(
        { MaxRecords: PAGE, ...(marker !== undefined && { Marker: marker }) },
        { abortSignal },
      );
      found.push(...read(answer));
      marker = answer.Marker || undefined;
      if (marker === undefined) {
        break;
      }
    }
    return found;
  }
}
