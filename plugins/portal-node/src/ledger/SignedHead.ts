import { createPrivateKey, type KeyObject, sign, verify } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { canonical } from './canonical';
import type { LedgerHead } from './Ledger';

/** A head as it leaves the portal: who keeps it can hold any later export against it. */
export const signedHeadSchema = z.strictObject({
  chain: z.string(),
  seq: z.number().int().nonnegative(),
  hash: z.string(),
  /** RFC 3339 UTC: when it was signed, by the portal's clock. */
  at: z.string(),
  /** Ed25519, base64, over the canonical form of the rest. Absent: the portal has no key, and anybody could have written it. */
  signature: z.string().optional(),
});
export type SignedHead = z.infer<typeof signedHeadSchema>;

/**
 * Reads a private key as OpenSSL writes it (`openssl genpkey -algorithm ed25519`).
 * @throws InputError when it is no Ed25519 private key; the message holds nothing of it
 */
export function readSigningKey(pem: string): KeyObject {
  const key = parseKey(pem);
  if (key?.asymmetricKeyType !== 'ed25519') {
    throw new InputError('The key that signs the head of a ledger must be an Ed25519 private key in PEM');
  }
  return key;
}

function parseKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

/** The head with the signature of `key`, or without one where there is no key. */
export function signHead(head: LedgerHead & { chain: string; at: string }, key?: KeyObject): SignedHead {
  const { chain, seq, hash, at } = head;
  const told = { chain, seq, hash, at };
  return key
    ? { ...told, signature: sign(null, Buffer.from(canonical(told)), key).toString('base64') }
    : told;
}

/** Whether `publicKey` vouches for this head, with all that it says. */
export function headIsSigned({ signature, ...told }: SignedHead, publicKey: KeyObject): boolean {
  return (
    signature !== undefined &&
    publicKey.asymmetricKeyType === 'ed25519' &&
    verify(null, Buffer.from(canonical(told)), publicKey, Buffer.from(signature, 'base64'))
  );
}

/** A head as it was published, from its JSON; undefined when it is none. */
export function parseSignedHead(text: string): SignedHead | undefined {
  try {
    return signedHeadSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
