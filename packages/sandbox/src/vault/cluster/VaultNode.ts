/** What a node of a Vault may be made to tell that only the Enterprise edition, or a broken cluster, tells. */
export const HEALTH_FAULTS = [
  'dr-secondary',
  'performance-standby',
  'ha-unhealthy',
  'removed',
  'uninitialised',
] as const;
export type HealthFault = (typeof HEALTH_FAULTS)[number];

/** One server of a Vault, as the others see it. */
export class VaultNode {
  isUp = true;
  isSealed = false;
  isVoter = true;
  /** Unseal keys given so far. */
  readonly keys = new Set<string>();
  unsealNonce = '';
  health: HealthFault | undefined;
  /** Where it listens, and its port for the others. */
  port = 0;
  /** Sandbox seconds since which the others hear nothing of it. */
  silentSince: number | undefined;
  /** Sandbox seconds at which it came, or came back. */
  stableSince: number;

  constructor(
    readonly id: string,
    readonly index: number,
    now: number,
  ) {
    this.stableSince = now - 41 * 86_400 + index * 611;
  }

  /** `https://127.0.0.1:7031` */
  get address(): string {
    return `https://127.0.0.1:${this.port}`;
  }

  /** Of the protocol between nodes. Nothing listens there. */
  get clusterHost(): string {
    return `127.0.0.1:${this.port + 100}`;
  }

  get isInitialized(): boolean {
    return this.health !== 'uninitialised';
  }

  /** Whether it can lead, or follow. */
  get isWell(): boolean {
    return this.isUp && !this.isSealed && this.health !== 'removed' && this.health !== 'uninitialised';
  }
}
