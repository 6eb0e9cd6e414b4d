import { SandboxError } from '../SandboxError';
import { HEALTH_FAULTS, type HealthFault, type VaultNode } from './cluster/VaultNode';
import { connectionString, type DynamicRole } from './engines/database/Role';
import type { Lease } from './leases/Lease';
import type { RunningVault } from './RunningVault';
import type { NodeServer } from './server/NodeServer';

/** What can happen to a Vault as a whole, beside `none`, which ends all of it. */
export const VAULT_FAULTS = [
  'leader-change',
  'no-leader',
  'sealed',
  'quota-exhausted',
  'revocation-fails',
  'irrevocable',
  'secrets-in-texts',
  'rotation-fails',
  'lease-at-ceiling',
  'refuse',
  'hang',
  'slow',
] as const;
export type VaultFault = (typeof VAULT_FAULTS)[number];

/** What can happen to one of its nodes. */
export const VAULT_NODE_FAULTS = ['down', 'sealed', 'hang', 'slow', ...HEALTH_FAULTS] as const;
export type VaultNodeFault = (typeof VAULT_NODE_FAULTS)[number];

export interface VaultFaultDetails {
  seconds?: number;
  milliseconds?: number;
}

const slowMilliseconds = 3_000;
/** So near its ceiling a lease is brought. */
const nearSeconds = 240;
const away = '10.0.12.31 (10.0.12.31): dial error: dial tcp 10.0.12.31:5432: connect: connection refused';

/** Breaks a Vault on request, and mends it. */
export class VaultFaults {
  private readonly timers = new Set<NodeJS.Timeout>();
  /** Those of before. */
  private readonly statements = new Map<DynamicRole, readonly string[]>();

  constructor(private readonly vault: RunningVault) {}

  /** @throws SandboxError for a fault there is not */
  inject(name: string, details: VaultFaultDetails): void {
    const fault = VAULT_FAULTS.find(known => known === name);
    if (!fault) throw unknownFault(name, VAULT_FAULTS);
    this.whole[fault](details);
    this.later(details, () => this.clear());
  }

  /** @throws SandboxError for a node or a fault there is not */
  injectNode(id: string, name: string, details: VaultFaultDetails): void {
    const server = this.vault.servers.find(({ node }) => node.id === id);
    if (!server) throw new SandboxError(`There is no node ${id} of Vault ${this.vault.name}.`);
    if (name === 'none') return this.mend(server);
    const fault = VAULT_NODE_FAULTS.find(known => known === name);
    if (!fault) throw unknownFault(name, VAULT_NODE_FAULTS);
    this.breakNode(server, fault, details);
    this.later(details, () => this.mend(server));
    return undefined;
  }

  clear(): void {
    const { core, servers, engine } = this.vault;
    core.raft.tear(false);
    core.quotas.isExhausted = false;
    engine.failing.clear();
    for (const { name, gone } of this.vault.options.plan.connections)
      if (gone) engine.failing.set(name, gone);
    engine.statics.failing.clear();
    for (const [role, creation] of this.statements) role.creation = creation;
    this.statements.clear();
    for (const server of servers) this.mend(server);
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }

  private readonly whole: Readonly<Record<VaultFault, (details: VaultFaultDetails) => void>> = {
    'leader-change': () => this.vault.core.raft.stepDown(),
    'no-leader': () => this.vault.core.raft.tear(true),
    sealed: () => this.nodes.forEach(node => this.vault.core.raft.seal(node)),
    'quota-exhausted': () => {
      this.vault.core.quotas.isExhausted = true;
    },
    'revocation-fails': () => this.failConnections(),
    irrevocable: () => this.giveOneUp(),
    'secrets-in-texts': () => this.spill(),
    'rotation-fails': () => this.failRotation(),
    'lease-at-ceiling': () => this.bringToCeiling(),
    refuse: () => this.vault.servers.forEach(server => this.breakNode(server, 'down', {})),
    hang: () => this.vault.servers.forEach(server => this.breakNode(server, 'hang', {})),
    slow: details => this.vault.servers.forEach(server => this.breakNode(server, 'slow', details)),
  };

  private get nodes(): readonly VaultNode[] {
    return this.vault.core.raft.nodes;
  }

  private breakNode(server: NodeServer, fault: VaultNodeFault, { milliseconds }: VaultFaultDetails): void {
    const { raft } = this.vault.core;
    if (fault === 'down') {
      server.kill();
      raft.down(server.node);
    } else if (fault === 'sealed') raft.seal(server.node);
    else if (fault === 'hang') server.line.hangs = true;
    else if (fault === 'slow') server.line.lateness = milliseconds ?? slowMilliseconds;
    else this.sayOf(server.node, fault);
  }

  /** Only a node that follows can be these: the leader is made to follow first. */
  private sayOf(node: VaultNode, fault: HealthFault): void {
    const { raft } = this.vault.core;
    node.health = fault;
    if (raft.leader === node && node.isWell) raft.stepDown();
    raft.settle(node);
  }

  private mend(server: NodeServer): void {
    const { raft } = this.vault.core;
    const { node } = server;
    server.line.hangs = false;
    server.line.lateness = 0;
    node.health = undefined;
    if (node.isSealed) raft.unseal(node);
    if (!node.isUp) raft.up(node);
    server.comeBack().catch(error => console.error(`Vault ${this.vault.name}:`, error));
  }

  /** The servers behind the connections are gone for whoever revokes, renews and asks for more. */
  private failConnections(): void {
    const { engine } = this.vault;
    for (const name of engine.connections.keys()) engine.failing.set(name, away);
  }

  private giveOneUp(why: (lease: Lease) => string = () => away): void {
    const { core, engine } = this.vault;
    const [lease] = [...core.expiration.all()].filter(
      each => each.path.includes('/creds/') && each.irrevocable === undefined,
    );
    if (!lease) return;
    core.expiration.extend(lease, -60);
    const role = engine.roles.get(lease.path.split('/').at(-1) ?? '');
    const place = `failed to connect to \`user=vault database=${role?.connection ?? ''}\`: ${why(lease)}`;
    core.expiration.giveUp(lease, `failed to revoke entry: resp: (*logical.Response)(nil) err: ${place}`);
  }

  /** What drivers and people put into texts where it does not belong: everything that a Vault keeps. */
  private spill(): void {
    const { core, engine } = this.vault;
    const [token] = core.tokens.all();
    const held = `token ${token?.id} with accessor ${token?.accessor}`;
    for (const connection of engine.connections.values()) {
      engine.failing.set(connection.name, `parse "${connectionString(connection)}": ${held}`);
    }
    const [first] = engine.connections.values();
    this.giveOneUp(({ id }) => `lease ${id}: parse "${first && connectionString(first)}": ${held}`);
    for (const role of engine.roles.values()) {
      if (!this.statements.has(role)) this.statements.set(role, role.creation);
      role.creation = [`CREATE ROLE "{{name}}" LOGIN PASSWORD '${first?.password}';`];
    }
  }

  private failRotation(): void {
    const { statics } = this.vault.engine;
    for (const name of statics.names) {
      statics.failing.set(name, `failed to connect to \`user=vault database=\`: ${away}`);
      const role = statics.find(name);
      if (role) statics.overdue(role);
    }
  }

  private bringToCeiling(): void {
    const { core } = this.vault;
    const now = core.moments.now();
    const [lease] = [...core.expiration.all()].filter(
      each =>
        each.path.includes('/creds/') && each.irrevocable === undefined && each.maxSeconds !== undefined,
    );
    if (!lease) return;
    lease.issuedAt = now + nearSeconds - (lease.maxSeconds ?? 0);
    core.expiration.extend(lease, nearSeconds);
  }

  private later({ seconds }: VaultFaultDetails, act: () => void): void {
    if (seconds === undefined) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, seconds * 1_000);
    timer.unref();
    this.timers.add(timer);
  }
}

function unknownFault(name: string, known: readonly string[]): SandboxError {
  return new SandboxError(`There is no fault ${name}; there are ${known.join(', ')}.`);
}
