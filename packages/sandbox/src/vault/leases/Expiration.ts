import type { Moments } from '../../clock/Moments';
import { counted, VaultError } from '../wire/VaultError';
import type { BulkLeases } from './BulkLeases';
import { Folders } from './Folders';
import { grantedSeconds } from './grantedSeconds';
import { type Lease, RevocationFailed } from './Lease';

/** Vault tries a failed revocation so often, waiting longer each time, before it gives the lease up. */
const mostAttempts = 6;
const firstWait = 10;

export type NewLease = Pick<Lease, 'id' | 'path' | 'mount' | 'defaultSeconds'> &
  Partial<Pick<Lease, 'isRenewable' | 'isToken' | 'maxSeconds' | 'beforeRenewal' | 'revoke'>> & {
    seconds: number;
    /** Sandbox seconds; now when left out. */
    issuedAt?: number;
  };

/** Every lease there is, each ending on the clock. What Vault calls its expiration manager. */
export class Expiration {
  readonly created = new Map<string, number>();
  failures = 0;
  readonly bulk: BulkLeases[] = [];
  private readonly leases = new Map<string, Lease>();
  private readonly folders = new Folders();
  private isStanding = false;

  constructor(
    readonly moments: Moments,
    private readonly random: () => number,
  ) {}

  get size(): number {
    return this.bulk.reduce((sum, each) => sum + each.size, this.leases.size);
  }

  all(): Iterable<Lease> {
    return this.leases.values();
  }

  /** Nobody ends leases while no node is active; what is due then is late. */
  pause(): void {
    this.isStanding = true;
  }

  resume(): void {
    if (!this.isStanding) return;
    this.isStanding = false;
    for (const lease of this.leases.values()) this.wait(lease);
  }

  stop(): void {
    for (const lease of this.leases.values()) lease.forget?.();
  }

  register({ seconds, issuedAt = this.moments.now(), ...rest }: NewLease): Lease {
    const { moments } = this;
    const expiresAt = issuedAt + seconds;
    const told = { issued: moments.stamp(issuedAt), expires: moments.stamp(expiresAt) };
    const lease: Lease = { isRenewable: true, attempts: 0, ...rest, issuedAt, expiresAt, told };
    this.leases.set(lease.id, lease);
    this.folders.add(lease.id);
    this.wait(lease);
    return lease;
  }

  find(id: string): Lease | undefined {
    return this.leases.get(id) ?? this.bulk.map(each => each.find(id)).find(lease => lease !== undefined);
  }

  /** Names in a folder, in order. */
  list(folder: string): readonly string[] {
    const own = this.folders.list(folder);
    const [bulk, ...others] = this.bulk.filter(each => `${each.path}/`.startsWith(folder));
    if (!bulk) return own;
    if (folder === `${bulk.path}/`) return own.length ? [...own, ...bulk.keys()].sort() : bulk.keys();
    const next = [bulk, ...others].map(({ path }) => `${path.slice(folder.length).split('/')[0]}/`);
    return [...new Set([...own, ...next])].sort();
  }

  under(prefix: string): string[] {
    const bulk = this.bulk.filter(({ path }) => path.startsWith(prefix.replace(/\/$/, '')));
    return [
      ...this.folders.under(prefix),
      ...bulk.flatMap(each => each.keys().map(key => `${each.path}/${key}`)),
    ];
  }

  /** When it was issued, in milliseconds since 1970: after a skip so much earlier, or nothing would tell its age. */
  issueOf({ issuedAt, told }: Lease): number {
    told.issued = this.moments.stampAgain(issuedAt, told.issued);
    return told.issued;
  }

  /** When it ends. */
  expiryOf({ expiresAt, told }: Lease): number {
    told.expires = this.moments.stampAgain(expiresAt, told.expires);
    return told.expires;
  }

  /** When it was renewed last; `undefined` of one that never was. */
  renewalOf({ renewedAt, told }: Lease): number | undefined {
    told.renewed = renewedAt === undefined ? undefined : this.moments.stampAgain(renewedAt, told.renewed);
    return told.renewed;
  }

  /** Whole seconds of wall time; negative for one that could not be ended. */
  ttlOf(lease: Lease): number {
    return Math.trunc((this.expiryOf(lease) - this.moments.clock.now().getTime()) / 1_000);
  }

  /** @throws VaultError */
  renew(lease: Lease, increment: number): { seconds: number; warnings: string[] } {
    if (lease.irrevocable !== undefined) {
      throw VaultError.badRequest('lease is expired and has failed previous revocation attempts');
    }
    if (lease.expiresAt < this.moments.now()) throw VaultError.badRequest('lease expired');
    if (!lease.isRenewable) throw VaultError.badRequest('lease is not renewable');
    lease.beforeRenewal?.();
    const exact = this.moments.now() - lease.issuedAt;
    const age = lease.isToken ? Math.floor(exact) : exact;
    const { maxSeconds } = lease;
    const granted = grantedSeconds({ increment, defaultSeconds: lease.defaultSeconds(), maxSeconds, age });
    this.extend(lease, granted.seconds);
    return granted;
  }

  extend(lease: Lease, seconds: number): void {
    const { moments } = this;
    lease.renewedAt = moments.now();
    lease.expiresAt = lease.renewedAt + seconds;
    lease.told = { issued: lease.told.issued };
    if (!this.leases.has(lease.id)) this.adopt(lease);
    this.wait(lease);
  }

  /** @throws VaultError when what it stands for can not be taken back now */
  revoke(lease: Lease): void {
    try {
      lease.revoke?.();
    } catch (error) {
      if (error instanceof RevocationFailed) throw VaultError.badRequest(revocationText(error));
      throw error;
    }
    this.remove(lease);
  }

  /** Forgets it whether what it stands for is gone or not. */
  force(lease: Lease): void {
    try {
      lease.revoke?.();
    } catch (error) {
      if (!(error instanceof RevocationFailed)) throw error;
    }
    this.remove(lease);
  }

  remove(lease: Lease): void {
    lease.forget?.();
    for (const each of this.bulk) each.remove(lease.id);
    if (this.leases.delete(lease.id)) this.folders.remove(lease.id);
  }

  /** Gives it up at once, as after the last attempt. */
  giveUp(lease: Lease, text: string): void {
    lease.forget?.();
    lease.irrevocable = `out of retries: ${text}`;
    lease.isRenewable = false;
  }

  irrevocable(): Lease[] {
    return [...this.leases.values()].filter(({ irrevocable }) => irrevocable !== undefined);
  }

  /** One of many becomes one that is kept by itself. */
  private adopt(lease: Lease): void {
    for (const each of this.bulk) each.remove(lease.id);
    this.leases.set(lease.id, lease);
    this.folders.add(lease.id);
  }

  private wait(lease: Lease, seconds = lease.expiresAt - this.moments.now()): void {
    lease.forget?.();
    if (lease.irrevocable !== undefined) return;
    lease.forget = this.moments.clock.after(Math.max(0, seconds) * 1_000, () => this.end(lease));
  }

  private end(lease: Lease): void {
    if (this.isStanding || !this.leases.has(lease.id)) return;
    try {
      lease.revoke?.();
      this.remove(lease);
    } catch (error) {
      if (!(error instanceof RevocationFailed)) throw error;
      this.failed(lease, error);
    }
  }

  private failed(lease: Lease, error: RevocationFailed): void {
    this.failures += 1;
    lease.attempts += 1;
    if (lease.attempts >= mostAttempts) {
      this.giveUp(lease, revocationText(error));
      return;
    }
    const wait = firstWait * 2 ** lease.attempts * (0.5 + this.random());
    this.wait(lease, wait);
  }
}

function revocationText({ message }: RevocationFailed): string {
  return `failed to revoke entry: resp: (*logical.Response)(nil) err: ${message}`;
}

/** How an engine's failure is worded when a renewal meets it. */
export function renewalText(message: string): string {
  return `failed to renew entry: resp: (*logical.Response)(nil) err: ${counted(message)}`;
}
