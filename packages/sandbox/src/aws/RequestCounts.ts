/** Requests so far of one kind. */
export interface AwsRequestCount {
  account: string;
  region: string;
  service: string;
  operation: string;
  requests: number;
  /** Of those, how many were refused. */
  refused: number;
  /** `GetMetricData`: how many metrics were asked for, which is what it is billed by. */
  metrics: number;
}

type Kind = Pick<AwsRequestCount, 'account' | 'region' | 'service' | 'operation'>;

export class RequestCounts {
  private readonly counts = new Map<string, AwsRequestCount>();

  add(kind: Kind, { refused, metrics }: { refused: boolean; metrics: number }): void {
    const key = `${kind.account}/${kind.region}/${kind.service}/${kind.operation}`;
    const count = this.counts.get(key) ?? { ...kind, requests: 0, refused: 0, metrics: 0 };
    this.counts.set(key, count);
    count.requests += 1;
    count.refused += refused ? 1 : 0;
    count.metrics += metrics;
  }

  list(): AwsRequestCount[] {
    return [...this.counts.values()];
  }
}
