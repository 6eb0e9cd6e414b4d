import { type Http, pathOf } from '@greenroom/plugin-portal-react';
import { type RoleRef, type Statements, statementsSchema } from '@greenroom/plugin-vault-leases-common';
import type { VaultLeasesApi } from './VaultLeasesApi';

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
}
