import type { BackstagePrincipalTypes } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { declareRoute, type Route } from '@greenroom/plugin-portal-node';
import {
  fingerprintSchema,
  renewBodySchema,
  revokeBodySchema,
  roleKey,
  vaultLeasesRenewPermission,
  vaultLeasesRevokePermission,
} from '@greenroom/plugin-vault-leases-common';
import { z } from 'zod';
import type { Acts } from '../acts/Acts';
import { readLeaseReason } from '../acts/reason';
import { vaultName } from './params';

export interface ActRoutesDeps {
  acts: Pick<Acts, 'perform'>;
}

const params = z.object({ name: vaultName, fingerprint: fingerprintSchema });
/** The same for every try of one act; what it is made of is the caller's. */
const headers = z.object({ 'idempotency-key': z.string().min(1).max(255).optional() });

interface Named {
  params: z.infer<typeof params>;
  body: { mount: string; role: string };
}

/** What is done to a lease; answered once it was seen, or with 202 while nobody can tell. */
export function actRoutes({ acts }: ActRoutesDeps): Route[] {
  return [
    declareRoute({
      method: 'POST',
      path: '/vaults/:name/leases/:fingerprint/renew',
      input: { params, body: renewBodySchema, headers },
      permission: vaultLeasesRenewPermission,
      resource: input => roleKey(leaseOf(input)),
      principals: ['user'],
      audit: { eventId: 'lease-renew', severity: 'high', meta: metaOf },
      handler: async ({ input, credentials }) => {
        const { reason, incrementSeconds } = input.body;
        const wanted = {
          act: 'renew' as const,
          lease: leaseOf(input),
          reason: readLeaseReason(reason),
          ...(incrementSeconds !== undefined && { incrementSeconds }),
        };
        return replyOf(await acts.perform(personOf(credentials), wanted, input.headers['idempotency-key']));
      },
    }),
    declareRoute({
      method: 'POST',
      path: '/vaults/:name/leases/:fingerprint/revoke',
      input: { params, body: revokeBodySchema, headers },
      permission: vaultLeasesRevokePermission,
      resource: input => roleKey(leaseOf(input)),
      principals: ['user'],
      audit: { eventId: 'lease-revoke', severity: 'critical', meta: metaOf },
      handler: async ({ input, credentials }) => {
        const { confirmation, reason } = input.body;
        if (confirmation !== input.params.fingerprint) {
          throw new InputError(
            'body.confirmation: this is the fingerprint of another lease; nothing was done',
          );
        }
        const wanted = { act: 'revoke' as const, lease: leaseOf(input), reason: readLeaseReason(reason) };
        return replyOf(await acts.perform(personOf(credentials), wanted, input.headers['idempotency-key']));
      },
    }),
  ];
}

function leaseOf({ params: { name, fingerprint }, body: { mount, role } }: Named) {
  return { vault: name, mount, role, fingerprint };
}

function metaOf(input: Named) {
  return { ...leaseOf(input) };
}

/** @throws NotAllowedError for a program that acts for a person: what ends credentials is done by who looks at it */
function personOf({ principal }: { principal: BackstagePrincipalTypes['user'] }): string {
  if (principal.actor) {
    throw new NotAllowedError(`${principal.actor.subject} may not do this for a person: sign in yourself`);
  }
  return principal.userEntityRef;
}

function replyOf(record: Awaited<ReturnType<Acts['perform']>>) {
  const isOpen = record.state === 'sending' || record.state === 'unknown';
  return { status: isOpen ? (202 as const) : (200 as const), json: record };
}
