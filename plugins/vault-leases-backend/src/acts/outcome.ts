import { moment } from '@greenroom/plugin-portal-node';
import type { Lease, LeaseActRecord } from '@greenroom/plugin-vault-leases-common';
import type { KeptAct } from './Act';

/** So long an act that was sent may take to be seen: Vault queues what it revokes. */
const PATIENCE_MS = 60_000;

export type Outcome = Pick<LeaseActRecord, 'state' | 'text' | 'endsAt'>;

/**
 * What has come of an act, by a look-up; `undefined` while it may still come. Pure.
 * @param lease - absent: Vault knows no such lease
 * @param age - milliseconds since it was asked for
 */
export function outcomeOf(act: KeptAct, lease: Lease | undefined, age: number): Outcome | undefined {
  const outcome = act.record.act === 'revoke' ? ofRevocation(lease) : ofRenewal(act, lease);
  if (outcome || age <= PATIENCE_MS) {
    return outcome;
  }
  return act.record.act === 'revoke'
    ? { state: 'failed', text: 'It is still there: it was not revoked' }
    : { state: 'failed', text: `It was not renewed: it still ends at ${told(act, act.before.endsAt)}` };
}

function ofRevocation(lease: Lease | undefined): Outcome | undefined {
  if (!lease) {
    return { state: 'done', text: 'A look-up no longer knows it' };
  }
  const why = lease.revocationError === undefined ? '' : `: ${lease.revocationError}`;
  if (lease.irrevocable) {
    return { state: 'failed', text: `Vault has given up revoking it${why}` };
  }
  return lease.revocationFails
    ? { state: 'failed', text: `It has ended, and revoking it fails${why}; Vault tries again by itself` }
    : undefined;
}

function ofRenewal(act: KeptAct, lease: Lease | undefined): Outcome | undefined {
  if (!lease) {
    return { state: 'failed', text: 'It is gone, so nothing is left to renew' };
  }
  return Date.parse(lease.endsAt) > Date.parse(act.before.endsAt)
    ? { state: 'done', text: `It ends at ${told(act, lease.endsAt)}`, endsAt: lease.endsAt }
    : undefined;
}

/** As the ledger says a time: of another day than the act, with its day. */
function told({ record }: KeptAct, time: string): string {
  return moment(time, Date.parse(record.at));
}
