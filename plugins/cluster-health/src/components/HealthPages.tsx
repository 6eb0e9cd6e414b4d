import { Route, Routes } from 'react-router-dom';
import { clusterRouteRef } from '../routes';
import { ClusterPage } from './cluster/ClusterPage';
import { ClustersPage } from './clusters/ClustersPage';

/** Everything under `/clusters`. */
export function HealthPages() {
  return (
    <Routes>
      <Route index element={<ClustersPage />} />
      <Route path={clusterRouteRef.path} element={<ClusterPage />} />
      <Route path="*" element={<ClustersPage />} />
    </Routes>
  );
}
