import { ServiceTab } from '@greenroom/plugin-portal-react';
import { useServiceDelivery } from '../../hooks/useServiceDelivery';
import { ApplicationSection } from '../application/ApplicationSection';
import { NoApplications } from './NoApplications';

/** The Delivery tab of a service: what delivers it in every cluster, worst first. */
export function ServiceDelivery() {
  return (
    <ServiceTab service={useServiceDelivery()} loading="Loading what delivers it" empty={<NoApplications />}>
      {({ key, row, sources }) => <ApplicationSection key={key} application={row} sources={sources} />}
    </ServiceTab>
  );
}
