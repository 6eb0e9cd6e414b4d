import { type Now, type PollClock, processPollClock, wallClock } from '@greenroom/plugin-portal-node';

/** Time and chance as what reads a Vault meets them. */
export interface VaultClock extends PollClock {
  /** Milliseconds since 1970. */
  now: Now;
}

export const processVaultClock: VaultClock = { ...processPollClock, now: wallClock };
