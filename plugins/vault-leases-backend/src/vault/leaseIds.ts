import { createHash } from 'node:crypto';
import type { RoleRef } from '@greenroom/plugin-vault-leases-common';

/** Letters of base32 (RFC 4648) in lower case. */
const letters = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = 12;
const BITS = 5;

/** Names a lease without telling its id: the same in every replica, and not the same at another Vault. */
export function fingerprintOf(vault: string, namespace: string, id: string): string {
  const digest = createHash('sha256').update(`${vault}\0${namespace}\0${id}`).digest();
  return Array.from({ length: LENGTH }, (_, index) => {
    const bit = index * BITS;
    const pair = digest.readUInt16BE(bit >> 3);
    return letters[(pair >> (16 - BITS - (bit & 7))) & 31];
  }).join('');
}

/** What stands before the last part of the ids of a role's leases. */
export function folderOf({ mount, role }: Pick<RoleRef, 'mount' | 'role'>): string {
  return `${mount}/creds/${role}/`;
}

/** Mount and role in an id. @param mounts that are known, without slashes at their ends */
export function roleIn(id: string, mounts: readonly string[]): Pick<RoleRef, 'mount' | 'role'> {
  const known = mounts
    .filter(path => id.startsWith(`${path}/`))
    .sort((one, other) => other.length - one.length)[0];
  const parts = id.split('/').slice(0, -1);
  if (known === undefined) {
    return { mount: parts.slice(0, -1).join('/') || '?', role: parts.at(-1) || '?' };
  }
  const rest = parts.slice(known.split('/').length);
  return { mount: known, role: (rest[0] === 'creds' ? rest.slice(1) : rest).join('/') || '?' };
}

/** The last parts of many ids, kept as bytes: as strings 300,000 of them would be twice as much. */
export class LeaseKeys {
  readonly #bytes: Buffer;
  readonly #ends: Uint32Array;

  constructor(keys: readonly string[]) {
    this.#bytes = Buffer.from(keys.join(''), 'utf8');
    this.#ends = new Uint32Array(keys.length);
    let end = 0;
    keys.forEach((key, index) => {
      end += Buffer.byteLength(key, 'utf8');
      this.#ends[index] = end;
    });
  }

  get size(): number {
    return this.#ends.length;
  }

  /** In their order. */
  slice(from: number, to: number): string[] {
    const last = Math.min(to, this.size);
    return Array.from({ length: Math.max(0, last - from) }, (_, index) => this.#at(from + index));
  }

  #at(index: number): string {
    return this.#bytes.toString('utf8', index === 0 ? 0 : this.#ends[index - 1], this.#ends[index]);
  }
}
