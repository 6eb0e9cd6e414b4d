import type { OrderedCheck } from '../runInOrder';

export interface Server {
  host: string;
  port: number;
}

export interface Login {
  user: string;
  password: string;
}

/** What happens to a pair of servers and the pgpool before it; each resolves when it has been done. */
export const acts = [
  'stop-standby',
  'start-standby',
  'attach',
  'kill-primary',
  'start-killed',
  'repair',
] as const;
export type Act = (typeof acts)[number];

/** A primary with one standby that streams, and a pgpool before both. */
export interface PostgresTarget {
  name: string;
  primary: Server;
  standby: Server;
  pgpool: Server;
  /** In `pg_monitor`. */
  monitor: Login;
  /** With no right but to sign in. */
  guest: Login;
  /** Absent: nobody breaks real servers on purpose. */
  act?(act: Act): Promise<void>;
  stop(): Promise<void>;
}

/** One expectation of PostgreSQL and pgpool. */
export interface PostgresCheck extends OrderedCheck<PostgresTarget> {
  /** Whether it has to be able to break the servers. */
  breaks?: true;
}
