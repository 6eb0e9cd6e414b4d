import { randomUUID } from 'node:crypto';
import type { Moments } from '../../clock/Moments';
import { VaultNode } from './VaultNode';

/** Seconds until another node leads: after a step-down or a seal, and after the leader was lost. Measured. */
const afterStepDown = 0.2;
const afterLoss = 2.4;

export interface RaftOptions {
  ids: readonly string[];
  moments: Moments;
  /** Told when there is a leader again, and when there is none. */
  onLeader(leader: VaultNode | undefined): void;
}

/** The nodes of one Vault: who leads, who follows, who is lost. */
export class RaftCluster {
  readonly nodes: readonly VaultNode[];
  readonly id = randomUUID();
  readonly name: string;
  term = 3;
  /** Of the log: it grows with each write. */
  index = 1_204;
  activeSince: number;
  leader: VaultNode | undefined;
  /** While nobody is elected, whoever is there. */
  private isTorn = false;
  private waiting: (() => void) | undefined;

  constructor(private readonly options: RaftOptions) {
    const now = options.moments.now();
    this.nodes = options.ids.map((id, index) => new VaultNode(id, index, now));
    this.name = `vault-cluster-${this.id.slice(0, 8)}`;
    this.leader = this.nodes[0];
    this.activeSince = now - 9 * 86_400;
  }

  get quorum(): number {
    return Math.floor(this.nodes.length / 2) + 1;
  }

  written(): void {
    this.index += 1;
  }

  /** The leader becomes one of the others, and another leads a moment later. */
  stepDown(): void {
    const old = this.leader;
    this.lose();
    this.electAfter(afterStepDown, old);
  }

  seal(node: VaultNode): void {
    node.isSealed = true;
    node.keys.clear();
    this.left(node, afterStepDown);
  }

  unseal(node: VaultNode): void {
    node.isSealed = false;
    node.keys.clear();
    node.unsealNonce = '';
    this.came(node);
  }

  down(node: VaultNode): void {
    node.isUp = false;
    node.silentSince ??= this.options.moments.now();
    this.left(node, afterLoss);
  }

  up(node: VaultNode): void {
    node.isUp = true;
    this.came(node);
  }

  /** Every node says standby and none leads: the outage that no single node shows. */
  tear(isTorn: boolean): void {
    this.isTorn = isTorn;
    if (isTorn) this.lose();
    else this.electAfter(afterStepDown);
  }

  /** After something about a node was changed. */
  settle(node: VaultNode): void {
    if (node.isWell) this.came(node);
    else this.left(node, afterLoss);
  }

  stop(): void {
    this.waiting?.();
  }

  /** Nodes that answer the leader. */
  get heard(): VaultNode[] {
    return this.nodes.filter(({ isWell }) => isWell);
  }

  private left(node: VaultNode, seconds: number): void {
    node.silentSince ??= this.options.moments.now();
    const hasMajority = this.heard.length >= this.quorum;
    if (this.leader !== node && hasMajority) return;
    this.lose();
    if (hasMajority) this.electAfter(seconds);
  }

  private came(node: VaultNode): void {
    if (node.silentSince !== undefined) node.stableSince = this.options.moments.now();
    node.silentSince = undefined;
    if (!this.leader) this.electAfter(afterLoss);
  }

  private lose(): void {
    this.waiting?.();
    this.leader = undefined;
    this.options.onLeader(undefined);
  }

  private electAfter(seconds: number, not?: VaultNode): void {
    this.waiting?.();
    this.waiting = this.options.moments.clock.after(seconds * 1_000, () => this.elect(not));
  }

  private elect(not: VaultNode | undefined): void {
    const able = this.heard;
    if (this.isTorn || able.length < this.quorum) return;
    this.leader = able.find(node => node !== not && node.isVoter) ?? able[0];
    this.term += 1;
    this.index += 2;
    this.activeSince = this.options.moments.now();
    this.options.onLeader(this.leader);
  }
}
