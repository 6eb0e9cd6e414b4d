import { useApi } from '@backstage/frontend-plugin-api';
import { type VaultLeasesApi, vaultLeasesApiRef } from '../api/VaultLeasesApi';

/** What is asked of Vaults. */
export function useVaultLeasesApi(): VaultLeasesApi {
  return useApi(vaultLeasesApiRef);
}
