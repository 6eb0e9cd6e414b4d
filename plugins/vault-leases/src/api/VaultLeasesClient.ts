import { type LedgerPage, ledgerPageSchema } from '@greenroom/plugin-portal-common';
import { type Http, pathOf, queryOf } from '@greenroom/plugin-portal-react';
import {
  type LeaseActName,
  type LeaseActRecord,
  leaseActRecordSchema,
  type RenewBody,
  type RevokeBody,
  roleKey,
  type RoleRef,
  type Statements,
  statementsSchema,
} from '@greenroom/plugin-vault-leases-common';
import type { AskedLease, VaultLeasesApi } from './VaultLeasesApi';

const BASE = 'plugin://vault-leases';

/** Vaults over HTTP; every answer is read before anything is made of it. */
export class VaultLeasesClient implements VaultLeasesApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  statements({ vault, mount, role }: RoleRef, signal: AbortSignal): Promise<Statements> {
    const url = `${BASE}/vaults/${pathOf(vault)}/roles/${pathOf(mount, role)}/statements`;
    return this.#http.read(url, statementsSchema, { signal });
  }

  renew(lease: AskedLease, body: RenewBody, key: string): Promise<LeaseActRecord> {
    return this.#act('renew', lease, body, key);
  }

  revoke(lease: AskedLease, body: RevokeBody, key: string): Promise<LeaseActRecord> {
    return this.#act('revoke', lease, body, key);
  }

  ledger(role: RoleRef, cursor: string | undefined): Promise<LedgerPage> {
    return this.#http.read(`${BASE}/ledger?${queryOf({ role: roleKey(role), cursor })}`, ledgerPageSchema);
  }

  #act(
    act: LeaseActName,
    { vault, fingerprint }: AskedLease,
    body: object,
    key: string,
  ): Promise<LeaseActRecord> {
    const url = `${BASE}/vaults/${pathOf(vault)}/leases/${pathOf(fingerprint, act)}`;
    return this.#http.ask(url, body, leaseActRecordSchema, { headers: { 'idempotency-key': key } });
  }
}
