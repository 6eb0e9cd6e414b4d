import { InputError } from '@backstage/errors';
import { readReason } from '@greenroom/plugin-portal-node';

/** Ids of leases end in a slash and 24 letters; tokens of Vault begin with what kind they are. */
const LEASE_ID = /\/[A-Za-z0-9]{24}(\.[A-Za-z0-9]+)?\b/;
const TOKEN = /\b(hv[sbr]|[sbr])\.[A-Za-z0-9_-]{20,}/;

/**
 * A reason is kept for ever: it holds no secret that whoever wrote it had at hand.
 * @throws InputError
 */
export function readLeaseReason(reason: string): string {
  const text = readReason(reason, { needed: true });
  if (LEASE_ID.test(text) || TOKEN.test(text)) {
    throw new InputError(
      'body.reason: leave ids of leases and tokens out; the fingerprint says which lease it is',
    );
  }
  return text;
}
