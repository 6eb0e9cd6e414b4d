/** Requests a second that CloudWatch allows an account in a Region, of those whose quota it publishes. */
const published: Readonly<Record<string, number>> = {
  'cloudwatch:GetMetricData': 50,
  'cloudwatch:DescribeAlarms': 9,
  'cloudwatch:ListMetrics': 25,
};

/** RDS tells no numbers; this is what nobody who behaves ever reaches. */
const otherwise = 100;

interface Bucket {
  tokens: number;
  at: number;
}

/** A bucket for each account, Region and operation, as deep as it is filled in a second. */
export class Quotas {
  private readonly buckets = new Map<string, Bucket>();

  /** Whether one more request is allowed at that moment, milliseconds. */
  allows(place: string, right: string, now: number): boolean {
    const perSecond = published[right] ?? otherwise;
    const key = `${place}/${right}`;
    const { tokens, at } = this.buckets.get(key) ?? { tokens: perSecond, at: now };
    const filled = Math.min(perSecond, tokens + (Math.max(0, now - at) / 1_000) * perSecond);
    const allowed = filled >= 1;
    this.buckets.set(key, { tokens: allowed ? filled - 1 : filled, at: now });
    return allowed;
  }
}
