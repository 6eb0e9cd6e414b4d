import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { GitProblem } from './GitProblem';

/** Somebody whom the git host knows. */
export interface GitUser {
  id: number;
  login: string;
  name: string;
  email: string;
}

/** Somebody who may push and call. */
export interface GitAccount {
  login: string;
  name: string;
  email: string;
  /** Also good as a token. */
  password: string;
}

/** Who may do what: everybody may read, and whoever has an account may write everything, as in one trusting company. */
export class Accounts {
  readonly users: GitUser[];

  constructor(private readonly accounts: readonly GitAccount[]) {
    this.users = accounts.map(({ login, name, email }, index) => ({ id: index + 1, login, name, email }));
  }

  byLogin(login: string | undefined): GitUser | undefined {
    return this.users.find(user => user.login === login?.toLowerCase());
  }

  byEmail(email: string): GitUser | undefined {
    return this.users.find(user => user.email === email.toLowerCase());
  }

  /**
   * Who asks; nobody without credentials. Basic, or Gitea's `token` and `Bearer`; the word may be in any case.
   *
   * @throws GitProblem 401 for credentials that are not right: they are never taken for none
   */
  callerOf(request: IncomingMessage): GitUser | undefined {
    const { authorization } = request.headers;
    if (authorization === undefined) return undefined;
    const [scheme = '', value = ''] = authorization.split(/ +/);
    const account = scheme.toLowerCase() === 'basic' ? this.byPassword(value) : this.byToken(value);
    const user = this.byLogin(account?.login);
    if (!user) throw new GitProblem(401, 'invalid username, password or token');
    return user;
  }

  private byPassword(value: string): GitAccount | undefined {
    const [, login = '', password = ''] =
      /^([^:]*):(.*)$/s.exec(Buffer.from(value, 'base64').toString()) ?? [];
    const account = this.accounts.find(known => known.login === login.toLowerCase());
    return account && isSame(account.password, password) ? account : undefined;
  }

  private byToken(value: string): GitAccount | undefined {
    return this.accounts.find(({ password }) => isSame(password, value));
  }
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
