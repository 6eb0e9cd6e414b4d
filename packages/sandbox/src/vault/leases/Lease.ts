/** A promise to take something back: a database user, a certificate, a token. */
export interface Lease {
  id: string;
  /** Without its last part: `database/creds/orders`. */
  path: string;
  /** Accessor of the mount that made it. */
  mount: string;
  /** Sandbox seconds. */
  issuedAt: number;
  expiresAt: number;
  renewedAt?: number;
  /** Milliseconds since 1970, as they were told last. */
  told: { issued?: number; expires?: number; renewed?: number };
  isRenewable: boolean;
  /** Whether its age is told in whole seconds, as that of tokens is. */
  isToken?: boolean;
  /** Seconds from the issue that no renewal goes beyond; absent: without end. */
  maxSeconds?: number;
  /** Of a renewal that asks for nothing; of a role that was changed meanwhile, what it is now. */
  defaultSeconds(): number;
  /** Checks before a renewal. @throws VaultError */
  beforeRenewal?(): void;
  /** Takes back what it stands for. @throws RevocationFailed */
  revoke?(): void;
  /** Attempts that failed since it has ended. */
  attempts: number;
  /** Why nobody tries any more. */
  irrevocable?: string;
  forget?: () => void;
}

/** The engine could not take it back: Go's text of why. */
export class RevocationFailed extends Error {
  override readonly name = 'RevocationFailed';
}
