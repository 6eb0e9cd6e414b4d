import { Route, Routes, useSearchParams } from 'react-router-dom';
import { rolloutRouteRef } from '../routes';
import { AllRollouts } from './all/AllRollouts';
import { QueuePage } from './queue/QueuePage';
import { RolloutPage } from './rollout/RolloutPage';

/** Everything under `/rollouts`. */
export function RolloutsPage() {
  return (
    <Routes>
      <Route index element={<Overview />} />
      <Route path={rolloutRouteRef.path} element={<RolloutPage />} />
      <Route path="*" element={<RolloutPage />} />
    </Routes>
  );
}

/** What waits, where the address says so; else all. */
function Overview() {
  const [params] = useSearchParams();
  return params.get('view') === 'queue' ? <QueuePage /> : <AllRollouts />;
}
