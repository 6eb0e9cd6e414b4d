/** One Vault of a stack: its nodes, its roles, and who holds leases of them. */
export interface VaultPlan {
  name: string;
  /** Ports after the first of the sandbox. */
  nodes: readonly { id: string; port: number }[];
  /** The cluster whose service accounts it trusts. */
  cluster: string;
  connections: readonly ConnectionPlan[];
  roles: readonly RolePlan[];
  statics: readonly StaticPlan[];
  holders: readonly HolderPlan[];
  /** So many leases of a role that nobody looks after them one by one. */
  bulk?: readonly { role: string; count: number }[];
}

export interface ConnectionPlan {
  name: string;
  url: string;
  /** PostgreSQL of the sandbox behind it. */
  database?: string;
  /** What its driver says since its server is gone. */
  gone?: string;
}

export interface RolePlan {
  name: string;
  connection: string;
  defaultSeconds: number;
  maxSeconds: number;
}

export interface StaticPlan {
  name: string;
  connection: string;
  username: string;
  periodSeconds: number;
  /** Seconds since its last rotation when the day begins. */
  age: number;
}

/** Something that keeps a lease and renews it as an agent does, until nobody may any more. */
export interface HolderPlan {
  role: string;
  /** Service account that asks for it, and how many pods do. */
  namespace: string;
  account: string;
  count: number;
  /** Seconds since the first of them got its lease when the day begins; the others follow in even steps. */
  age?: number;
  /** Never asks again: what it held ends, and can not be taken back. */
  isGone?: boolean;
}

const hour = 3_600;
const day = 24 * hour;

const rememberry: VaultPlan = {
  name: 'rememberry',
  nodes: ['vault-0', 'vault-1', 'vault-2'].map((id, index) => ({ id, port: 21 + index })),
  cluster: 'scw-par-1',
  connections: [
    {
      name: 'rememberry',
      url: 'postgresql://{{username}}:{{password}}@rememberry-db-postgresql-ha-pgpool.rememberry:5432/rememberry?sslmode=require',
      database: 'rememberry',
    },
  ],
  roles: [{ name: 'deck-api', connection: 'rememberry', defaultSeconds: hour, maxSeconds: day }],
  statics: [
    { name: 'backup', connection: 'rememberry', username: 'backup', periodSeconds: day, age: 7 * hour },
  ],
  holders: [
    { role: 'deck-api', namespace: 'rememberry', account: 'rememberry-api', count: 1, age: 5 * hour },
  ],
};

const shopServices = ['checkout', 'cart', 'catalogue', 'orders', 'shipping'];

const storefront: VaultPlan = {
  name: 'storefront',
  nodes: ['vault-0', 'vault-1', 'vault-2'].map((id, index) => ({ id, port: 24 + index })),
  cluster: 'eks-prod',
  connections: [
    {
      name: 'shop-aurora',
      url: 'postgresql://{{username}}:{{password}}@shop-aurora.cluster-c9x2f0example.eu-central-1.rds.amazonaws.com:5432/shop',
    },
    {
      name: 'legacy-orders',
      url: 'postgresql://{{username}}:{{password}}@10.20.41.7:5432/orders',
      gone: '10.20.41.7 (10.20.41.7): dial error: dial tcp 10.20.41.7:5432: connect: no route to host',
    },
  ],
  roles: [
    ...shopServices.map(name => ({ name, connection: 'shop-aurora', defaultSeconds: hour, maxSeconds: day })),
    // Its library never learned to ask again before the ceiling, so that the ceiling is short.
    { name: 'payments', connection: 'shop-aurora', defaultSeconds: 20 * 60, maxSeconds: hour },
    { name: 'legacy-orders', connection: 'legacy-orders', defaultSeconds: hour, maxSeconds: day },
  ],
  statics: [
    {
      name: 'reporting',
      connection: 'shop-aurora',
      username: 'reporting',
      periodSeconds: day,
      age: 19 * hour,
    },
    {
      name: 'migrations',
      connection: 'shop-aurora',
      username: 'migrations',
      periodSeconds: 7 * day,
      age: 2 * day,
    },
  ],
  holders: [
    ...shopServices.map((role, index) => ({
      role,
      namespace: 'storefront',
      account: role,
      count: 3,
      age: (2 + index) * hour,
    })),
    // One of the four is always within a quarter of an hour of its ceiling.
    { role: 'payments', namespace: 'storefront', account: 'payments', count: 4, age: 50 * 60 },
    {
      role: 'legacy-orders',
      namespace: 'storefront',
      account: 'orders',
      count: 1,
      age: 3 * day,
      isGone: true,
    },
  ],
};

/** The Vaults of the five stacks: two of them have one. */
export const stackVaults: readonly VaultPlan[] = [rememberry, storefront];
