import http from 'node:http';
import { CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { paginateDescribeDBClusters, paginateDescribeDBInstances, RDSClient } from '@aws-sdk/client-rds';
import { version } from '@aws-sdk/client-rds/package.json';
import { queriesOfCluster } from '../charted';

export interface StockAws {
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}

const MINUTE_MS = 60_000;
const QUERIES_A_CALL = 500;
/** What the table says of each. */
const listed = ['CPUUtilization', 'DatabaseConnections', 'AuroraReplicaLag'];

/** The peer: a thin backend that asks AWS for what is seen at every view, with the SDK as it comes. */
export class StockBackend {
  static readonly title = `a view that asks AWS, @aws-sdk ${version}`;
  readonly #rds: RDSClient;
  readonly #cloudWatch: CloudWatchClient;
  readonly #server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    this.#answer(pathname).then(
      body => response.setHeader('content-type', body.type).end(body.text),
      error => response.writeHead(500).end(String(error)),
    );
  });

  constructor({ endpoint, credentials }: StockAws) {
    const options = { endpoint, credentials, region: 'eu-central-1' };
    this.#rds = new RDSClient(options);
    this.#cloudWatch = new CloudWatchClient(options);
  }

  /** Resolves with its address. */
  start(): Promise<string> {
    return new Promise(resolve => {
      this.#server.listen(0, '127.0.0.1', () => {
        const address = this.#server.address();
        resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
      });
    });
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#rds.destroy();
    this.#cloudWatch.destroy();
  }

  async #answer(pathname: string): Promise<{ type: string; text: string }> {
    const [, kind, id] = pathname.split('/');
    if (kind !== 'databases') {
      return { type: 'text/html', text: '<!doctype html><title>Databases</title><main></main>' };
    }
    const rows = id === undefined ? await this.#table() : await this.#one(id);
    return { type: 'application/json', text: JSON.stringify(rows) };
  }

  async #table(): Promise<object[]> {
    const [clusters, instances] = await Promise.all([this.#clusters(), this.#instances()]);
    const values = await this.#newest(
      clusters.flatMap((cluster, i) => queriesOfCluster(cluster.name, listed, `c${i}x`)),
      15,
    );
    return clusters.map((cluster, i) => ({
      ...cluster,
      members: instances.filter(instance => instance.cluster === cluster.name).map(({ name }) => name),
      values: values.filter(({ query }) => query.startsWith(`c${i}x`)).map(({ points }) => points.at(0)),
    }));
  }

  async #one(id: string): Promise<object[]> {
    const [clusters, instances, values] = await Promise.all([
      this.#clusters(id),
      this.#instances(id),
      this.#newest(queriesOfCluster(id), 180),
    ]);
    return [...clusters, ...instances, ...values];
  }

  async #clusters(id?: string): Promise<{ name: string; status: string }[]> {
    const found = [];
    const asked = { ...(id !== undefined && { DBClusterIdentifier: id }) };
    for await (const { DBClusters = [] } of paginateDescribeDBClusters({ client: this.#rds }, asked)) {
      found.push(...DBClusters);
    }
    return found.map(({ DBClusterIdentifier: name = '', Status: status = '' }) => ({ name, status }));
  }

  async #instances(id?: string): Promise<{ name: string; cluster: string }[]> {
    const found = [];
    const asked = { ...(id !== undefined && { Filters: [{ Name: 'db-cluster-id', Values: [id] }] }) };
    for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client: this.#rds }, asked)) {
      found.push(...DBInstances);
    }
    return found.map(({ DBInstanceIdentifier: name = '', DBClusterIdentifier: cluster = '' }) => ({
      name,
      cluster,
    }));
  }

  async #newest(queries: MetricDataQuery[], minutes: number): Promise<{ query: string; points: number[] }[]> {
    const end = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
    const batches = Array.from({ length: Math.ceil(queries.length / QUERIES_A_CALL) }, (_, i) =>
      queries.slice(i * QUERIES_A_CALL, (i + 1) * QUERIES_A_CALL),
    );
    const answers = await Promise.all(
      batches.map(MetricDataQueries =>
        this.#cloudWatch.send(
          new GetMetricDataCommand({
            StartTime: new Date(end - minutes * MINUTE_MS),
            EndTime: new Date(end),
            MetricDataQueries,
          }),
        ),
      ),
    );
    return answers.flatMap(({ MetricDataResults = [] }) =>
      MetricDataResults.map(({ Id: query = '', Values: points = [] }) => ({ query, points })),
    );
  }
}
