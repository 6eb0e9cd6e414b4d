import { Moments } from '../clock/Moments';
import type { ScaledClock } from '../clock/ScaledClock';
import { noFault } from '../control/injectNamed';
import type { KeyedCertificate } from '../pki';
import { SandboxError } from '../SandboxError';
import type { LeaseUser } from './engines/database/Role';
import type { VaultPlan } from './plans';
import { RunningVault } from './RunningVault';
import type { VaultSecrets } from './secrets';
import type { Surroundings } from './Surroundings';
import { VAULT_FAULTS, VAULT_NODE_FAULTS, type VaultFaultDetails } from './VaultFaults';

export interface VaultsOptions {
  plans: readonly VaultPlan[];
  clock: ScaledClock;
  seed: number;
  certificate: KeyedCertificate;
  secretsOf(name: string): VaultSecrets;
  /** What each reaches. @param cluster the one it runs in */
  surroundingsOf(cluster: string): Surroundings;
  /** Of a node that stands so far after the sandbox's first port; 0: any free one. */
  port(offset: number): number;
}

/** Every Vault of the sandbox. */
export class Vaults {
  private constructor(readonly running: readonly RunningVault[]) {}

  /** Resolves when all listen. @throws SandboxError when a port cannot be had; none is left listening then */
  static async start({
    plans,
    clock,
    surroundingsOf,
    secretsOf,
    ...options
  }: VaultsOptions): Promise<Vaults> {
    const running: RunningVault[] = [];
    const moments = new Moments(clock);
    try {
      for (const plan of plans) {
        const own = { secrets: secretsOf(plan.name), surroundings: surroundingsOf(plan.cluster) };
        const vault = await RunningVault.start({ ...options, ...own, plan, moments });
        running.push(vault);
        vault.begin();
      }
    } catch (error) {
      await Promise.all(running.map(vault => vault.stop()));
      throw error;
    }
    return new Vaults(running);
  }

  async stop(): Promise<void> {
    await Promise.all(this.running.map(vault => vault.stop()));
  }

  /** Users that a Vault made in a PostgreSQL of the sandbox, the newest first. */
  usersIn(database: string): LeaseUser[] {
    const all = this.running.flatMap(vault => vault.usersIn(database));
    return all.sort((one, other) => other.since - one.since);
  }

  places() {
    return this.running.map(vault => vault.place());
  }

  requests() {
    return this.running.map(vault => vault.requests());
  }

  secrets() {
    return this.running.map(vault => ({ vault: vault.name, secrets: vault.secrets() }));
  }

  /** Where a next world listens, so that its clients find it again. */
  samePorts(): (offset: number) => number {
    const ports = new Map(this.running.flatMap(vault => vault.ports()));
    return offset => ports.get(offset) ?? 0;
  }

  /** Targets with the faults each knows: `vault:<name>`, and `vault:<name>/<node>`. */
  faults(): Record<string, readonly string[]> {
    return Object.fromEntries(
      this.running.flatMap(({ name, servers }) => [
        [`vault:${name}`, VAULT_FAULTS],
        ...servers.map(({ node }): [string, readonly string[]] => [
          `vault:${name}/${node.id}`,
          VAULT_NODE_FAULTS,
        ]),
      ]),
    );
  }

  /** @throws SandboxError for a target or a fault that there is not */
  inject(target: string, fault: string, details: VaultFaultDetails = {}): void {
    const [name, node] = target.replace(/^vault:/, '').split('/');
    const vault = this.running.find(each => each.name === name);
    if (!vault)
      throw new SandboxError(`There is no ${target}; there are ${Object.keys(this.faults()).join(', ')}.`);
    if (node !== undefined) vault.faults.injectNode(node, fault, details);
    else if (fault === noFault) vault.faults.clear();
    else vault.faults.inject(fault, details);
  }
}
