import { Route, Routes } from 'react-router-dom';
import { DatabasePage } from './database/DatabasePage';
import { DatabasesPage } from './databases/DatabasesPage';

/** Everything under `/databases`. */
export function DatabasesPages() {
  return (
    <Routes>
      <Route index element={<DatabasesPage />} />
      <Route path="*" element={<DatabasePage />} />
    </Routes>
  );
}
