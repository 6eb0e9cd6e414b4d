import { createHash } from 'node:crypto';
import { StatusError } from '../StatusError';

/** Somebody as the API server knows them. */
export interface User {
  name: string;
  groups: string[];
  uid?: string;
}

export interface UserWithToken extends User {
  token: string;
}

export const anonymous: User = { name: 'system:anonymous', groups: ['system:unauthenticated'] };

/** Who may come in, by bearer token. */
export class Users {
  readonly #byDigest = new Map<string, User>();

  /** @param others who knows the tokens that were not given from the start */
  constructor(
    users: readonly UserWithToken[],
    private readonly others: { userOf(token: string): User | undefined },
  ) {
    for (const user of users) this.add(user);
  }

  add({ token, name, groups, uid }: UserWithToken): void {
    const all = [...groups.filter(group => group !== 'system:authenticated'), 'system:authenticated'];
    this.#byDigest.set(digest(token), { name, groups: all, ...(uid && { uid }) });
  }

  /** From the next request on the token is refused; watches that are open go on, as on a real server. */
  revoke(token: string): void {
    this.#byDigest.delete(digest(token));
  }

  /** Whose a token is; `undefined` when it is nobody's, or no longer good. */
  find(token: string): User | undefined {
    return this.#byDigest.get(digest(token)) ?? this.others.userOf(token);
  }

  /** @throws StatusError 401 for a header that names nobody; no header is the anonymous user */
  of(authorization: string | undefined): User {
    if (authorization === undefined) return anonymous;
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const user = token && this.find(token);
    if (!user) throw StatusError.unauthorized();
    return user;
  }
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
