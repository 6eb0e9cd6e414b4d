import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** Never answers. */
  hang?: boolean;
  /** Cuts the line instead of an answer. */
  cut?: boolean;
}

export interface StubRequest {
  action: string;
  /** Form or JSON, as it came. */
  body: string;
  userAgent: string;
}

type Answer = StubAnswer | ((request: StubRequest) => StubAnswer);

/** A server that answers the SDK's calls by their action, in AWS's wire formats (recorded from the SDK's own clients). */
export class StubAws {
  readonly requests: StubRequest[] = [];
  readonly answers: Record<string, Answer> = { ...empty };
  /** How far its clock is ahead of ours. */
  aheadMs = 0;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<StubAws> {
    const server = createServer();
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return new StubAws(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  count(action: string): number {
    return this.requests.filter(request => request.action === action).length;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const body = Buffer.concat(chunks).toString();
    const target = request.headers['x-amz-target'];
    const action = target ? String(target).split('.')[1] : new URLSearchParams(body).get('Action');
    const seen = { action: action ?? '', body, userAgent: request.headers['user-agent'] ?? '' };
    this.requests.push(seen);
    const found = this.answers[seen.action] ?? { status: 400 };
    const answer = typeof found === 'function' ? found(seen) : found;
    if (answer.cut) {
      request.socket.destroy();
    } else if (!answer.hang) {
      const date = new Date(Date.now() + this.aheadMs).toUTCString();
      response.writeHead(answer.status ?? 200, { date, ...answer.headers }).end(answer.body ?? '');
    }
  }
}

const XMLNS = 'xmlns="http://rds.amazonaws.com/doc/2014-10-31/"';

export function rdsAnswer(action: string, result: string): StubAnswer {
  return {
    headers: { 'content-type': 'text/xml' },
    body: `<${action}Response ${XMLNS}><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`,
  };
}

export function rdsError(code: string, status = 400): StubAnswer {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse ${XMLNS}><Error><Type>Sender</Type><Code>${code}</Code><Message>User: arn:aws:sts::402917760021:assumed-role/secret-role is told of ${code}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
  };
}

export function cloudWatchAnswer(body: object): StubAnswer {
  return { headers: { 'content-type': 'application/x-amz-json-1.0' }, body: JSON.stringify(body) };
}

export function cloudWatchError(code: string): StubAnswer {
  return {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-query-error': `${code};Sender` },
    body: JSON.stringify({ __type: `com.amazon#${code}`, message: code }),
  };
}

/** What a load balancer answers when nobody is behind it. */
export const htmlAnswer: StubAnswer = {
  status: 503,
  headers: { 'content-type': 'text/html' },
  body: '<html><head><title>503</title></head><body>Service Unavailable</body></html>',
};

const empty: Record<string, Answer> = {
  ...Object.fromEntries(
    [
      'DescribeDBClusters',
      'DescribeDBInstances',
      'DescribeEvents',
      'DescribeDBClusterSnapshots',
      'DescribeDBSnapshots',
      'DescribePendingMaintenanceActions',
    ].map(action => [action, rdsAnswer(action, '')]),
  ),
  DescribeAlarms: cloudWatchAnswer({ MetricAlarms: [], CompositeAlarms: [] }),
  GetMetricData: cloudWatchAnswer({ MetricDataResults: [], Messages: [] }),
};

export interface ClusterXml {
  id?: string;
  status?: string;
  members?: [id: string, writes: boolean][];
  more?: string;
}

/** As recorded from the SDK's own parsing. */
export function clusterXml({
  id = 'orders',
  status = 'available',
  members,
  more = '',
}: ClusterXml = {}): string {
  const list = members ?? [
    ['orders-1', true],
    ['orders-2', false],
  ];
  return `<DBCluster><DBClusterIdentifier>${id}</DBClusterIdentifier><Status>${status}</Status><Engine>aurora-postgresql</Engine><EngineVersion>15.4</EngineVersion><Port>5432</Port>${more}<DBClusterMembers>${list
    .map(
      ([name, writes], i) =>
        `<DBClusterMember><DBInstanceIdentifier>${name}</DBInstanceIdentifier><IsClusterWriter>${writes}</IsClusterWriter><PromotionTier>${i}</PromotionTier></DBClusterMember>`,
    )
    .join('')}</DBClusterMembers></DBCluster>`;
}

export function instanceXml(id: string, more = ''): string {
  return `<DBInstance><DBInstanceIdentifier>${id}</DBInstanceIdentifier><DBInstanceStatus>available</DBInstanceStatus><Engine>aurora-postgresql</Engine><DBInstanceClass>db.r6g.large</DBInstanceClass><AvailabilityZone>eu-west-1a</AvailabilityZone>${more}</DBInstance>`;
}
