import { CustomErrorBase } from '@backstage/errors';
import type { Freshness, MissingPermission } from '@greenroom/plugin-portal-common';
import { z } from 'zod';

/**
 * What went wrong between the portal and a Vault.
 *
 * - `unreachable`, `silent`, `tls`: nobody answered; of TLS and time-outs we know why.
 * - `sealed`, `not-initialised`, `no-leader`, `standby`: it answers and can not serve now.
 * - `quota`: it has too many requests. A standby's 429 of `sys/health` is none.
 * - `refused`: 403; whether the token has ended or the policy lacks a line is found out by `SignIn`.
 * - `policy`, `login`, `wrapping`, `credentials`: we are known and may not, or are not let in.
 * - `gone`: no such lease any more. `absent`: nothing there, e.g. an empty list.
 * - `ended`, `irrevocable`, `not-renewable`, `ceiling`: what a lease is when something is asked of it.
 * - `engine`: the database behind the engine is away; its own words are never passed on.
 * - `failed`, `misunderstood`: anything else.
 */
export type FaultKind =
  | 'unreachable'
  | 'silent'
  | 'tls'
  | 'sealed'
  | 'not-initialised'
  | 'no-leader'
  | 'standby'
  | 'quota'
  | 'refused'
  | 'policy'
  | 'login'
  | 'wrapping'
  | 'credentials'
  | 'gone'
  | 'absent'
  | 'ended'
  | 'irrevocable'
  | 'not-renewable'
  | 'ceiling'
  | 'engine'
  | 'failed'
  | 'misunderstood';

export interface Fault {
  kind: FaultKind;
  /** Goes on from who did it: `does not answer`. */
  text: string;
  cure?: string;
  /** Of `policy`. */
  missing?: MissingPermission;
}

/** A Vault, or the way to it, did not do what it was asked. */
export class VaultFault extends CustomErrorBase {
  override readonly name = 'VaultFault';

  constructor(readonly fault: Fault) {
    super(fault.text);
  }
}

/** @throws what is no fault of a Vault: a mistake of ours, or a signal that was aborted */
export function faultOf(error: unknown): Fault {
  if (error instanceof VaultFault) {
    return error.fault;
  }
  throw error;
}

const kindsUnreachable: ReadonlySet<FaultKind> = new Set(['unreachable', 'silent', 'tls']);
const kindsDenied: ReadonlySet<FaultKind> = new Set([
  'refused',
  'policy',
  'login',
  'wrapping',
  'credentials',
]);

export function freshnessOf({ kind }: Fault): Exclude<Freshness, 'live' | 'connecting'> {
  if (kindsUnreachable.has(kind)) {
    return 'unreachable';
  }
  return kindsDenied.has(kind) ? 'denied' : 'stale';
}

const network = 'Check that the node runs and that the network lets the portal reach it.';
const authority = 'Give the authority that signed its certificate as caFile.';
const unreachable = (text: string): Fault => ({ kind: 'unreachable', text, cure: network });
const untrusted: Fault = {
  kind: 'tls',
  text: 'has a certificate that is not signed by the configured authority',
  cure: authority,
};
export const cut = unreachable('closes the connection before the answer is complete');
export const silent: Fault = { kind: 'silent', text: 'does not answer in time', cure: network };

/** By the code of Node.js, of OpenSSL as Node.js names it, or of undici. */
const byCode: Readonly<Record<string, Fault>> = {
  ECONNREFUSED: unreachable('refuses connections'),
  ENOTFOUND: { kind: 'unreachable', text: 'has a name that nobody knows', cure: 'Check its URL, and DNS.' },
  EAI_AGAIN: { kind: 'unreachable', text: 'has a name that nobody knows', cure: 'Check its URL, and DNS.' },
  EHOSTUNREACH: unreachable('can not be reached: there is no route to it'),
  ENETUNREACH: unreachable('can not be reached: there is no route to it'),
  ECONNRESET: cut,
  EPIPE: cut,
  UND_ERR_SOCKET: cut,
  ETIMEDOUT: silent,
  UND_ERR_CONNECT_TIMEOUT: silent,
  UND_ERR_HEADERS_TIMEOUT: silent,
  UND_ERR_BODY_TIMEOUT: silent,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_HAS_EXPIRED: {
    kind: 'tls',
    text: 'has a certificate that has expired',
    cure: 'Renew its certificate.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    kind: 'tls',
    text: 'has a certificate that is made out for another name',
    cure: 'Use a name in its URL that its certificate has.',
  },
};
const noTls: Fault = { kind: 'tls', text: 'does not speak TLS as it should', cure: 'Check its URL.' };

const codedSchema = z.object({ code: z.string() });
const causedSchema = z.object({ cause: z.unknown() });
const severalSchema = z.object({ errors: z.array(z.unknown()).min(1) });

/** What a socket, TLS or undici threw. Their texts are not passed on. */
export function transportFault(error: unknown): Fault {
  const code = codeOf(error) ?? '';
  const isTls = /^(ERR_SSL|ERR_TLS|CERT_|EPROTO)/.test(code);
  return byCode[code] ?? (isTls ? noTls : cut);
}

/** A host with several addresses fails with one error for each: the first tells enough. */
function codeOf(error: unknown): string | undefined {
  const coded = codedSchema.safeParse(error);
  if (coded.success) {
    return coded.data.code;
  }
  const several = severalSchema.safeParse(error);
  if (several.success) {
    return codeOf(several.data.errors[0]);
  }
  const caused = causedSchema.safeParse(error);
  return caused.success && caused.data.cause !== undefined ? codeOf(caused.data.cause) : undefined;
}
