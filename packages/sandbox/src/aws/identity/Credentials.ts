/** Who a request is from. */
export interface Principal {
  account: string;
  arn: string;
  /** `AIDA…`, or of a role's session `AROA…:name`. */
  userId: string;
  /** Whether it may change anything. */
  mayWrite: boolean;
}

export interface Credential {
  accessKeyId: string;
  secretAccessKey: string;
  /** Of a session; without it its key is worth nothing. */
  sessionToken?: string;
  /** When a session ends. */
  expires?: Date;
  principal: Principal;
}

const keptSessions = 1_000;

/** Every access key that is known: those of users, and of sessions that a role was assumed for. */
export class Credentials {
  private readonly users = new Map<string, Credential>();
  private readonly sessions = new Map<string, Credential>();

  addUser(credential: Credential): void {
    this.users.set(credential.accessKeyId, credential);
  }

  addSession(credential: Credential): void {
    this.sessions.set(credential.accessKeyId, credential);
    const [oldest] = this.sessions.keys();
    if (this.sessions.size > keptSessions && oldest !== undefined) this.sessions.delete(oldest);
  }

  find(accessKeyId: string): Credential | undefined {
    return this.users.get(accessKeyId) ?? this.sessions.get(accessKeyId);
  }

  /** Whether there is an account of that number. */
  hasAccount(account: string): boolean {
    return [...this.users.values()].some(({ principal }) => principal.account === account);
  }
}
