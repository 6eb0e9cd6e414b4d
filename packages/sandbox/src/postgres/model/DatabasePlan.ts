/** An application that keeps connections open, by a user that Vault makes anew for each lease. */
export interface AppPlan {
  /** How it signs in to Vault, and its role there: the two names in `v-<display>-<role>-…`. */
  display: string;
  role: string;
  database: string;
  /** As it calls itself. */
  application: string;
  /** Fewest and most connections. */
  connections: readonly [fewest: number, most: number];
  /** What it runs, with its values left out. */
  statements: readonly string[];
  /** A lasting user instead of Vault's. */
  user?: string;
}

/** One database of a server. */
export interface DatabaseFile {
  name: string;
  bytes: number;
  /** Bytes a busy second. */
  growth: number;
  /** Transactions since its oldest was frozen. */
  xidAge: number;
  /** Committed transactions a busy second. */
  commits: number;
}

/** A PostgreSQL of a stack: one server, or a primary and a standby behind pgpools. */
export interface DatabasePlan {
  /** As faults and files call it. */
  name: string;
  /** Ports after the first of the sandbox, primary first. */
  nodes: readonly NodePlan[];
  pools: readonly NodePlan[];
  databases: readonly DatabaseFile[];
  apps: readonly AppPlan[];
  /** WAL written a busy second, in bytes. */
  walPerSecond: number;
  /** Busy and quiet seconds take turns; without quiet ones it is always busy. */
  busySeconds: number;
  quietSeconds: number;
  maxConnections: number;
  settings: Readonly<Record<string, string>>;
  /** When the standby falls behind by itself, in sandbox seconds: at first, again after, and for how long. */
  lag?: { first: number; period: number; lasts: number };
}

export interface NodePlan {
  /** `cluster_name`, and the application name of a standby. */
  name: string;
  /** After the sandbox's first port. */
  port: number;
}
