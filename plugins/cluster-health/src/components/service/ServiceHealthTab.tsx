import { ServiceTab } from '@greenroom/plugin-portal-react';
import { useServiceHealth } from '../../hooks/useServiceHealth';
import { NothingRuns } from './NothingRuns';
import { PlaceHealth } from './PlaceHealth';

/** The Health tab of a service: how it does in every cluster it runs in, worst first. */
export function ServiceHealthTab() {
  return (
    <ServiceTab
      service={useServiceHealth()}
      loading="Loading the health of this service"
      empty={<NothingRuns />}
    >
      {({ key, row, sources }) => <PlaceHealth key={key} health={row} sources={sources} />}
    </ServiceTab>
  );
}
