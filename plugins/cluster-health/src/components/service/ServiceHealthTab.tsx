import { Loading, TopicBoundary } from '@greenroom/plugin-portal-react';
import { useServiceHealth } from '../../hooks/useServiceHealth';
import { unreadableWords } from '../../words';
import { NothingRuns } from './NothingRuns';
import { PlaceHealth } from './PlaceHealth';
import styles from './Service.module.css';

/** The Health tab of a service: how it does in every cluster it runs in, worst first. */
export function ServiceHealthTab() {
  const { view, places, unreadable } = useServiceHealth();
  return (
    <TopicBoundary
      view={view}
      loading={<Loading lines={7}>Loading the health of this service</Loading>}
      empty={<NothingRuns />}
    >
      {unreadable > 0 && <p className={styles.unreadable}>{unreadableWords(unreadable)}</p>}
      <div className={styles.places}>
        {places.map(health => (
          <PlaceHealth
            key={`${health.cluster}/${health.namespace}`}
            health={health}
            allSources={view.sources}
          />
        ))}
      </div>
    </TopicBoundary>
  );
}
