import type { Application } from '@greenroom/plugin-delivery-common';
import {
  Fact,
  Facts,
  RelativeTime,
  ServiceCard,
  ServiceCardRow,
  type ServiceRow,
  VerdictMark,
} from '@greenroom/plugin-portal-react';
import { useServiceDelivery } from '../../hooks/useServiceDelivery';
import { syncStates } from '../../words';
import { CommitLink } from '../CommitLink';
import { CommitWords } from '../CommitWords';
import { NoApplications } from './NoApplications';

/** Which commit is desired and which is live, in every cluster, on a service's overview. */
export function DeliveryCard() {
  return (
    <ServiceCard
      title="Delivery"
      service={useServiceDelivery()}
      loading="Loading what delivers it"
      empty={<NoApplications />}
    >
      {place => <CardRow key={place.key} place={place} />}
    </ServiceCard>
  );
}

function CardRow({ place: { row: application, sources } }: { place: ServiceRow<Application> }) {
  const { cluster, name, desired, live, sync } = application;
  const { state, words } = syncStates[sync.state];
  return (
    <ServiceCardRow title={`${cluster} / ${name}`} said={application} sources={sources}>
      <Facts>
        <Fact name="Desired">
          {desired ? <CommitLink commit={desired} /> : 'not known'}
          {desired && <CommitWords commit={desired} />}
        </Fact>
        <Fact name="Live">
          {live ? (
            <>
              <CommitLink commit={live.commit} /> <RelativeTime at={live.deployedAt} />
              <CommitWords commit={live.commit} />
            </>
          ) : (
            'nothing yet'
          )}
        </Fact>
        <Fact name="Argo CD">
          <VerdictMark state={state}>{words}</VerdictMark>
        </Fact>
      </Facts>
    </ServiceCardRow>
  );
}
