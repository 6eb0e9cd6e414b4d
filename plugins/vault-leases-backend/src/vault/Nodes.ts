import type { Now } from '@greenroom/plugin-portal-node';
import type { Budget } from './Budget';
import { type Fault, silent, VaultFault } from './faults';
import { askHealth, type NodeHealth } from './health';
import type { VaultClient } from './VaultClient';

/** A node as it was asked last. */
export interface SeenNode {
  client: VaultClient;
  health: NodeHealth;
}

/** Who acts may believe for so long that the same node still leads. */
const BELIEVED_MS = 5_000;

/** All nodes of a Vault, each by its own address, and which of them leads. */
export class Nodes {
  readonly clients: readonly VaultClient[];
  readonly #budget: Budget;
  readonly #now: Now;
  #seen: readonly SeenNode[] = [];
  #seenAt = -Infinity;

  constructor(clients: readonly VaultClient[], budget: Budget, now: Now) {
    this.clients = clients;
    this.#budget = budget;
    this.#now = now;
  }

  /** Asks every node; never throws for what they do. */
  async look(signal: AbortSignal): Promise<readonly SeenNode[]> {
    this.#seen = await Promise.all(
      this.clients.map(async client => ({
        client,
        health: await this.within(() => askHealth(client, signal), signal),
      })),
    );
    this.#seenAt = this.#now();
    return this.#seen;
  }

  /** As they were asked last; none before the first look. */
  get seen(): readonly SeenNode[] {
    return this.#seen;
  }

  /** A request without a token, within the budget. */
  within<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
    return this.#budget.spend(ask, signal, true);
  }

  /** The one that leads, by what was seen last. */
  get leader(): VaultClient | undefined {
    return this.#seen.find(({ health }) => health.state === 'active')?.client;
  }

  /** @throws VaultFault saying why there is none */
  async active(signal: AbortSignal): Promise<VaultClient> {
    if (this.leader === undefined || this.#now() - this.#seenAt > BELIEVED_MS) {
      await this.look(signal);
    }
    if (this.leader === undefined) {
      throw new VaultFault(noLeaderFault(this.#seen.map(({ health }) => health)));
    }
    return this.leader;
  }

  /** The node that led did not serve: the next who asks looks anew. */
  doubt(): void {
    this.#seenAt = -Infinity;
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map(client => client.close()));
  }
}

/** Why nobody leads, as far as all nodes together tell. */
export function noLeaderFault(nodes: readonly NodeHealth[]): Fault {
  const all = (...states: NodeHealth['state'][]) => nodes.every(({ state }) => states.includes(state));
  const [first] = nodes;
  if (all('not-reachable')) {
    return nodes.length === 1 && first?.fault
      ? first.fault
      : { ...(first?.fault ?? silent), kind: 'unreachable', text: 'does not answer on any of its nodes' };
  }
  if (all('sealed', 'not-reachable')) {
    return { kind: 'sealed', text: 'is sealed', cure: 'Unseal its nodes.' };
  }
  if (all('not-initialised', 'not-reachable')) {
    return {
      kind: 'not-initialised',
      text: 'is not initialised',
      cure: 'Initialise it, and unseal its nodes.',
    };
  }
  return {
    kind: 'no-leader',
    text: 'has no node that leads',
    cure: 'Look at the logs of its nodes; with OpenBao their audit devices have to be the same on all of them.',
  };
}
