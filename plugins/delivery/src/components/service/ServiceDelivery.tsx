import { applicationKey } from '@greenroom/plugin-delivery-common';
import { Loading, TopicBoundary } from '@greenroom/plugin-portal-react';
import { useServiceDelivery } from '../../hooks/useServiceDelivery';
import { sourcesOf } from '../../sources';
import { unreadableWords } from '../../words';
import { ApplicationSection } from '../application/ApplicationSection';
import { NoApplications } from './NoApplications';
import styles from './ServiceDelivery.module.css';

/** The Delivery tab of a service: what delivers it in every cluster, worst first. */
export function ServiceDelivery() {
  const { view, applications, unreadable } = useServiceDelivery();
  return (
    <TopicBoundary
      view={view}
      loading={<Loading lines={7}>Loading what delivers it</Loading>}
      empty={<NoApplications />}
    >
      {unreadable > 0 && <p className={styles.unreadable}>{unreadableWords(unreadable)}</p>}
      <div className={styles.list}>
        {applications.map(application => (
          <ApplicationSection
            key={applicationKey(application)}
            application={application}
            sources={sourcesOf(application, view.sources)}
          />
        ))}
      </div>
    </TopicBoundary>
  );
}
