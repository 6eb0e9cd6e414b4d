import type { Source } from '@greenroom/plugin-portal-common';
import { type Application, applicationKey } from '@greenroom/plugin-delivery-common';
import {
  LastKnown,
  Loading,
  Panel,
  RelativeTime,
  TopicBoundary,
  VerdictMark,
} from '@greenroom/plugin-portal-react';
import { useServiceDelivery } from '../../hooks/useServiceDelivery';
import { sourcesOf } from '../../sources';
import { syncStates, unreadableWords } from '../../words';
import { CommitLink } from '../CommitLink';
import { CommitWords } from '../CommitWords';
import styles from './DeliveryCard.module.css';
import { NoApplications } from './NoApplications';

/** Which commit is desired and which is live, in every cluster, on a service's overview. */
export function DeliveryCard() {
  const { view, applications, unreadable } = useServiceDelivery();
  return (
    <Panel title="Delivery">
      <TopicBoundary
        view={view}
        loading={<Loading>Loading what delivers it</Loading>}
        empty={<NoApplications />}
      >
        {unreadable > 0 && <p className={styles.unreadable}>{unreadableWords(unreadable)}</p>}
        <ul className={styles.list}>
          {applications.map(application => (
            <CardRow
              key={applicationKey(application)}
              application={application}
              sources={sourcesOf(application, view.sources)}
            />
          ))}
        </ul>
      </TopicBoundary>
    </Panel>
  );
}

function CardRow({ application, sources }: { application: Application; sources: readonly Source[] }) {
  const { cluster, name, verdict, sentence, desired, live, sync } = application;
  const { state, words } = syncStates[sync.state];
  return (
    <li className={styles.row}>
      <LastKnown sources={sources}>
        <div className={styles.head}>
          <span className={styles.name}>
            {cluster} / {name}
          </span>
          <VerdictMark state={verdict.state} />
        </div>
        <p className={styles.sentence}>{sentence}</p>
        <dl className={styles.facts}>
          <div>
            <dt>Desired</dt>
            <dd>
              {desired ? <CommitLink commit={desired} /> : 'not known'}
              {desired && <CommitWords commit={desired} />}
            </dd>
          </div>
          <div>
            <dt>Live</dt>
            <dd>
              {live ? (
                <>
                  <CommitLink commit={live.commit} /> <RelativeTime at={live.deployedAt} />
                  <CommitWords commit={live.commit} />
                </>
              ) : (
                'nothing yet'
              )}
            </dd>
          </div>
          <div>
            <dt>Argo CD</dt>
            <dd>
              <VerdictMark state={state}>{words}</VerdictMark>
            </dd>
          </div>
        </dl>
      </LastKnown>
    </li>
  );
}
