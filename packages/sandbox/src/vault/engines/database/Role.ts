/** What a connection is: enough to say where it goes, and that it can not be reached. */
export interface Connection {
  name: string;
  plugin: string;
  allowedRoles: readonly string[];
  url: string;
  username: string;
  /** Of that user; Vault tells it to nobody. */
  password: string;
  passwordPolicy: string;
  rotationStatements: readonly string[];
  /** Database of the sandbox behind it. */
  database?: string;
  /** Nothing listens there: what a driver says. */
  nothing?: string;
}

export interface DynamicRole {
  name: string;
  connection: string;
  defaultSeconds: number;
  maxSeconds: number;
  creation: readonly string[];
  revocation: readonly string[];
  renewal: readonly string[];
  rollback: readonly string[];
}

export interface StaticRole {
  name: string;
  connection: string;
  username: string;
  periodSeconds: number;
  rotation: readonly string[];
  /** Sandbox seconds. */
  rotatedAt: number;
  /** When that was, in milliseconds since 1970, as it was told last. */
  told?: number;
  password: string;
  nextAt: number;
  forget?: () => void;
  /** Attempts that failed since the last that did not. */
  failures: number;
}

/** As its driver gets it: with who signs in, and by what. */
export function connectionString({ url, username, password }: Connection): string {
  return url.replace('{{username}}', username).replace('{{password}}', password);
}

/** A user that Vault made in a database. */
export interface LeaseUser {
  name: string;
  /** The connection and the role it was made by. */
  connection: string;
  role: string;
  /** Who asked for it, where the sandbox knows: a pod. */
  holder?: string;
  /** Sandbox seconds: when it was made, and until when it may sign in. */
  since: number;
  until: number;
}
