import type { OrderedCheck } from '../runInOrder';

/** Where an engine of the Vault makes users. */
export interface VaultDatabase {
  /** With `{{username}}` and `{{password}}`. */
  url: string;
  username: string;
  password: string;
  /** One that is there, for a static role. */
  user: string;
}

/** Three nodes of OpenBao, unsealed. */
export interface VaultTarget {
  name: string;
  /** `https://…` of each node. */
  nodes: readonly string[];
  /** PEM. */
  authority: string;
  root: string;
  database: VaultDatabase;
  /** Two of them open a node; absent: nobody seals a real one on purpose. */
  unsealKeys?: readonly string[];
  stop(): Promise<void>;
}

/** One expectation of a Vault. */
export interface VaultCheck extends OrderedCheck<VaultTarget> {
  /** Whether it seals a node. */
  seals?: true;
}
