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
  /** Does to its nodes what the act is called; absent: nobody breaks a real one on purpose. */
  act?(act: VaultAct): Promise<void>;
  /** Has one lease given up, or knows of one; absent: it takes a Vault a quarter of an hour to give one up. */
  giveUp?(): Promise<void>;
  stop(): Promise<void>;
}

/** `start-killed` starts what `kill-leader` killed last; it may come back sealed. */
export type VaultAct = 'kill-leader' | 'start-killed';

/** One expectation of a Vault. */
export interface VaultCheck extends OrderedCheck<VaultTarget> {
  /** Whether it seals a node. */
  seals?: true;
  /** Whether it kills one. */
  kills?: true;
  /** Whether a lease has to be irrevocable. */
  givesUp?: true;
}
