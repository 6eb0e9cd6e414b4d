import { createHmac } from 'node:crypto';
import type { Moments } from '../../clock/Moments';
import type { Lease } from './Lease';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const digits = 5;

export interface BulkPlan {
  path: string;
  mount: string;
  count: number;
  defaultSeconds: number;
  maxSeconds: number;
}

/**
 * So many leases of one role that nobody keeps them one by one: each is worked out from its id when somebody asks for it, and is
 * renewed by its holder as long as the sandbox runs.
 */
export class BulkLeases {
  private readonly gone = new Set<string>();
  private known: string[] | undefined;

  constructor(
    private readonly plan: BulkPlan,
    private readonly moments: Moments,
    private readonly seed: number,
  ) {}

  get path(): string {
    return this.plan.path;
  }

  get size(): number {
    return this.plan.count - this.gone.size;
  }

  /** In order. Made once, when somebody lists them. */
  keys(): readonly string[] {
    this.known ??= Array.from({ length: this.plan.count }, (_unused, index) => this.keyOf(index)).sort();
    if (this.gone.size) this.known = this.known.filter(key => !this.gone.has(key));
    return this.known;
  }

  find(id: string): Lease | undefined {
    const folder = `${this.plan.path}/`;
    if (!id.startsWith(folder)) return undefined;
    const key = id.slice(folder.length);
    const index = numberIn(key.slice(-digits));
    if (index === undefined || index >= this.plan.count || this.keyOf(index) !== key || this.gone.has(key))
      return undefined;
    return this.leaseOf(id, index);
  }

  remove(id: string): void {
    const folder = `${this.plan.path}/`;
    if (this.find(id)) this.gone.add(id.slice(folder.length));
  }

  private leaseOf(id: string, index: number): Lease {
    const { path, mount, defaultSeconds, maxSeconds } = this.plan;
    const now = this.moments.now();
    const share = (index * 0.618_033_988_7) % 1;
    const every = (defaultSeconds * 2) / 3;
    const life = Math.floor((now + share * maxSeconds) / maxSeconds);
    const issuedAt = life * maxSeconds - share * maxSeconds;
    const renewals = Math.floor((now - issuedAt) / every);
    const renewedAt = issuedAt + renewals * every;
    const expiresAt = Math.min(renewedAt + defaultSeconds, issuedAt + maxSeconds);
    const stamp = (at: number) => Math.round(this.moments.stamp(at) / 1_000) * 1_000;
    return {
      id,
      path,
      mount,
      issuedAt,
      expiresAt,
      ...(renewals > 0 && { renewedAt }),
      told: { issued: stamp(issuedAt), expires: stamp(expiresAt), renewed: stamp(renewedAt) },
      isRenewable: true,
      maxSeconds,
      defaultSeconds: () => defaultSeconds,
      attempts: 0,
    };
  }

  private keyOf(index: number): string {
    const digest = createHmac('sha1', `${this.seed}`).update(`${this.plan.path}/${index}`).digest();
    const random = [...digest.subarray(0, 24 - digits)].map(byte => letters[byte % letters.length]).join('');
    return random + textOfNumber(index);
  }
}

function textOfNumber(number: number): string {
  let left = number;
  return Array.from({ length: digits }, () => {
    const letter = letters[left % letters.length] ?? 'A';
    left = Math.floor(left / letters.length);
    return letter;
  }).join('');
}

function numberIn(text: string): number | undefined {
  const values = [...text].map(letter => letters.indexOf(letter));
  if (values.length !== digits || values.includes(-1)) return undefined;
  return values.reduceRight((sum, value) => sum * letters.length + value, 0);
}
