import type { Moments } from '../clock/Moments';

export interface RateLimit {
  name: string;
  path: string;
  rate: number;
  interval: number;
  blockInterval: number;
  role: string;
  inheritable: boolean;
}

interface Bucket {
  /** Sandbox seconds at which it is full again. */
  until: number;
  left: number;
  blockedUntil: number;
}

/** Rate limits: so many requests of one address in an interval. */
export class Quotas {
  readonly limits = new Map<string, RateLimit>();
  rejected = 0;
  /** While it is, nobody gets through. */
  isExhausted = false;
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly moments: Moments) {}

  set(limit: RateLimit): void {
    this.limits.set(limit.name, limit);
    for (const key of this.buckets.keys()) if (key.startsWith(`${limit.name}\n`)) this.buckets.delete(key);
  }

  /** @param mount the one that serves it, for limits of a mount */
  allows(path: string, mount: string, address: string): boolean {
    if (this.isExhausted) {
      this.rejected += 1;
      return false;
    }
    const limit = this.limitOf(path, mount);
    if (!limit || exempt.some(each => path === each)) return true;
    const isAllowed = this.take(limit, address);
    if (!isAllowed) this.rejected += 1;
    return isAllowed;
  }

  /** The narrowest. */
  private limitOf(path: string, mount: string): RateLimit | undefined {
    const fitting = [...this.limits.values()].filter(
      limit => limit.path === '' || limit.path === mount || path === limit.path.replace(/\/$/, ''),
    );
    return fitting.sort((one, other) => other.path.length - one.path.length)[0];
  }

  private take(limit: RateLimit, address: string): boolean {
    const now = this.moments.now();
    const key = `${limit.name}\n${address}`;
    const held = this.buckets.get(key);
    const bucket =
      held && held.until > now
        ? held
        : { until: now + limit.interval, left: limit.rate, blockedUntil: held?.blockedUntil ?? 0 };
    this.buckets.set(key, bucket);
    if (bucket.blockedUntil > now) return false;
    if (bucket.left >= 1) {
      bucket.left -= 1;
      return true;
    }
    if (limit.blockInterval > 0) bucket.blockedUntil = now + limit.blockInterval;
    return false;
  }
}

/** Never limited, as both products ship it. */
const exempt = [
  'sys/generate-recovery-token/attempt',
  'sys/generate-recovery-token/update',
  'sys/generate-root/attempt',
  'sys/generate-root/update',
  'sys/health',
  'sys/seal-status',
  'sys/unseal',
];
