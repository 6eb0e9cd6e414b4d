import { randomBytes, randomInt } from 'node:crypto';
import type { StateDirectory } from '../../state/StateDirectory';

/** The secret half of a user, as its file has it. */
export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
}

/** The two users of an account: one that only reads, for the portal, and one that may do everything. */
export interface AccountKeys {
  greenroom: AccessKey;
  admin: AccessKey;
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An id such as AWS gives: four letters for the kind, sixteen of its own. */
export function newId(kind: 'AKIA' | 'ASIA' | 'AIDA' | 'AROA'): string {
  return kind + Array.from({ length: 16 }, () => base32[randomInt(base32.length)]).join('');
}

/** Forty characters. */
export function newSecretAccessKey(): string {
  return randomBytes(30).toString('base64');
}

/** The keys of an account, made once for a state directory; each half in a file of its own below `aws/`. */
export function keepAccountKeys(state: StateDirectory, account: string): AccountKeys {
  return { greenroom: keepKey(state, account), admin: keepKey(state, `${account}.admin`) };
}

function keepKey(state: StateDirectory, name: string): AccessKey {
  return {
    accessKeyId: state.keep(`aws/${name}.access-key-id`, () => newId('AKIA')),
    secretAccessKey: state.keep(`aws/${name}.secret-access-key`, newSecretAccessKey),
  };
}
