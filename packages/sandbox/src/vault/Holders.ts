import type { VaultCore } from './VaultCore';
import { type DatabaseEngine } from './engines/database/DatabaseEngine';
import type { Lease } from './leases/Lease';
import type { HolderPlan } from './plans';
import { VaultError } from './wire/VaultError';

/** An agent renews after two thirds of what it was given, and looks again so soon when that failed. */
const share = 2 / 3;
const retrySeconds = 10;
/** What can not be renewed is given up so long before its end: connections move to the next one by one. */
const handOverSeconds = 240;

/** Pods that hold leases of a Vault, each with an agent beside it. */
export class Holders {
  private readonly ends = new Set<() => void>();

  constructor(
    private readonly core: VaultCore,
    private readonly engine: DatabaseEngine,
    private readonly authMount: string,
  ) {}

  /** Gives each its lease of before the day began, and has it go on. */
  begin(plan: HolderPlan): void {
    const { age = 0 } = plan;
    const role = this.engine.roles.get(plan.role);
    const step = (role?.maxSeconds ?? 0) / plan.count;
    for (let index = 0; index < plan.count; index += 1) {
      const held = role ? (age + index * step) % role.maxSeconds : 0;
      this.get(plan, index, plan.isGone ? age : held);
    }
  }

  stop(): void {
    for (const end of this.ends) end();
  }

  private get(plan: HolderPlan, index: number, age = 0): void {
    try {
      this.mustLead();
      const issuedAt = this.core.moments.now() - age;
      const display = `kubernetes-${plan.namespace}-${plan.account}`;
      const holder = `${plan.account}-${index}`;
      this.signIn(plan, issuedAt);
      const { lease } = this.engine.credentials(plan.role, { display, holder, issuedAt });
      this.core.expiration.created.set('database/', (this.core.expiration.created.get('database/') ?? 0) + 1);
      if (plan.isGone) return;
      if (age > 0) this.catchUp(lease, age);
      this.watch(plan, index, lease);
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.after(retrySeconds, () => this.get(plan, index));
    }
  }

  private signIn({ namespace, account }: HolderPlan, issuedAt: number): void {
    this.core.tokens.create({
      policies: ['default', account],
      path: 'auth/kubernetes/login',
      displayName: `kubernetes-${namespace}-${account}`,
      mount: this.authMount,
      namespace: '',
      meta: { role: account, service_account_name: account, service_account_namespace: namespace },
      seconds: 24 * 3_600,
      issuedAt: Math.max(issuedAt, this.core.moments.now() - 20 * 3_600),
      isOrphan: true,
    });
  }

  /** As if it had been renewed all the time. */
  private catchUp(lease: Lease, age: number): void {
    const { moments, expiration } = this.core;
    const every = lease.defaultSeconds() * share;
    const since = age % every;
    const left = Math.max(1, (lease.maxSeconds ?? Infinity) - age);
    expiration.extend(lease, Math.min(lease.defaultSeconds() - since, left));
    if (age > every) lease.renewedAt = moments.now() - since;
    else delete lease.renewedAt;
  }

  private watch(plan: HolderPlan, index: number, lease: Lease): void {
    const { moments, expiration } = this.core;
    const left = lease.expiresAt - moments.now();
    const isLast = lease.maxSeconds !== undefined && lease.expiresAt >= lease.issuedAt + lease.maxSeconds - 1;
    // What can not be renewed is used to its end, but for the time it takes to get another.
    const wait = isLast
      ? Math.max(1, left - Math.min(handOverSeconds, lease.defaultSeconds() / 5))
      : Math.max(1, left - lease.defaultSeconds() * (1 - share));
    this.after(wait, () => {
      if (isLast || !expiration.find(lease.id)) this.get(plan, index);
      else this.renew(plan, index, lease);
    });
  }

  private renew(plan: HolderPlan, index: number, lease: Lease): void {
    try {
      this.mustLead();
      this.core.expiration.renew(lease, 0);
      this.watch(plan, index, lease);
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.after(retrySeconds, () => {
        if (this.core.expiration.find(lease.id) && lease.expiresAt > this.core.moments.now()) {
          this.renew(plan, index, lease);
        } else this.get(plan, index);
      });
    }
  }

  /** @throws VaultError while nobody could be asked */
  private mustLead(): void {
    if (!this.core.raft.leader) throw new VaultError(503, ['no active node']);
  }

  private after(seconds: number, act: () => void): void {
    const forget = this.core.moments.clock.after(seconds * 1_000, () => {
      this.ends.delete(forget);
      act();
    });
    this.ends.add(forget);
  }
}
