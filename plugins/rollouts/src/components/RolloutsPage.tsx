import { Route, Routes } from 'react-router-dom';
import { rolloutRouteRef } from '../routes';
import { AllRollouts } from './all/AllRollouts';
import { RolloutPage } from './rollout/RolloutPage';

/** Everything under `/rollouts`. */
export function RolloutsPage() {
  return (
    <Routes>
      <Route index element={<AllRollouts />} />
      <Route path={rolloutRouteRef.path} element={<RolloutPage />} />
      <Route path="*" element={<RolloutPage />} />
    </Routes>
  );
}
