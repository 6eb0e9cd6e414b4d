import { createPublicKey, generateKeyPairSync, randomBytes, randomInt } from 'node:crypto';

// Letters and digits that no one confuses when reading a password off a screen.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** 256 bits for machines. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** About 59 bits in three groups, for a person to type once. */
export function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return [group(), group(), group()].join('-');
}

/** A private key of its own for each sandbox, PEM: what the portal signs the head of its ledger with. */
export function newSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** What checks the signatures of a private key, PEM. */
export function publicKeyOf(privateKey: string): string {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
}
