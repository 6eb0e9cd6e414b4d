import { Route, Routes } from 'react-router-dom';
import { RolePage } from './role/RolePage';
import { VaultPage } from './vault/VaultPage';
import { VaultsPage } from './vaults/VaultsPage';

/** Everything under `/vault`. */
export function VaultPages() {
  return (
    <Routes>
      <Route index element={<VaultsPage />} />
      <Route path=":vault" element={<VaultPage />} />
      <Route path="*" element={<RolePage />} />
    </Routes>
  );
}
