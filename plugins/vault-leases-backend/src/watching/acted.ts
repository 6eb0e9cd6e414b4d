import {
  fingerprintSchema,
  parseRoleKey,
  roleKey,
  type RoleRef,
} from '@greenroom/plugin-vault-leases-common';

/** A lease that somebody renewed or revoked, by whichever replica. */
export interface ActedLease {
  role: RoleRef;
  fingerprint: string;
}

/** It is watched for half a minute as a thing of its Vault: so whoever looks, on whichever replica, learns of the act. @param act - its id */
export function actedThing({ role, fingerprint }: ActedLease, act: string): string {
  return `${roleKey(role)}/${fingerprint}/acted/${act}`;
}

/** The other way; `undefined` for any other thing. */
export function parseActedThing(thing: string): ActedLease | undefined {
  const [vault = '', mount = '', name = '', fingerprint = '', acted] = thing.split('/');
  const role = parseRoleKey([vault, mount, name].join('/'));
  const isLease = acted === 'acted' && fingerprintSchema.safeParse(fingerprint).success;
  return isLease && role ? { role, fingerprint } : undefined;
}
