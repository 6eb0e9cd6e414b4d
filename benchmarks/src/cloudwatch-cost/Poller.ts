import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { queriesOfCluster } from '../charted';

const MINUTE_MS = 60_000;
const WINDOW_MS = 15 * MINUTE_MS;

/** The peer: every viewer's page has its own metrics fetched, each minute, with the SDK as it comes. */
export class Poller {
  readonly #client: CloudWatchClient;
  readonly #clusters: number;

  constructor(
    endpoint: string,
    credentials: { accessKeyId: string; secretAccessKey: string },
    clusters: number,
  ) {
    this.#client = new CloudWatchClient({ endpoint, region: 'eu-central-1', credentials });
    this.#clusters = clusters;
  }

  async minute(viewers: number): Promise<void> {
    for (let i = 0; i < viewers; i += 1) {
      await this.#page(`fleet-${String(i % this.#clusters).padStart(3, '0')}`);
    }
  }

  close(): void {
    this.#client.destroy();
  }

  async #page(cluster: string): Promise<void> {
    const end = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
    await this.#client.send(
      new GetMetricDataCommand({
        StartTime: new Date(end - WINDOW_MS),
        EndTime: new Date(end),
        MetricDataQueries: queriesOfCluster(cluster),
      }),
    );
  }
}
