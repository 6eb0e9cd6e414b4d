import { parseEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/ui';
import { type Source, worstFreshness } from '@greenroom/plugin-portal-common';
import {
  AnswerFailed,
  Duration,
  EmptyState,
  FreshnessMark,
  Loading,
  NoteCells,
  NoteHeads,
  notLiveClauses,
  Panel,
  sentenceList,
  ServiceNotesDesk,
  sourcesOf,
  TopicBoundary,
  VerdictMark,
} from '@greenroom/plugin-portal-react';
import { type MyService, summariseServices, whereWords } from '../../home/myServices';
import { useHealthLinks } from '../../hooks/useHealthLinks';
import { useMyServices } from '../../hooks/useMyServices';
import styles from './MyServices.module.css';

/** On Home: how one's own services are, the worst first. */
export function MyServices() {
  const { view, mine, services } = useMyServices();
  return (
    <Panel
      title="My services"
      flush
      aside={view.state === 'live' && view.sources.length > 0 && <FreshnessMark sources={view.sources} />}
    >
      <div className={styles.body}>
        {mine.refusal && !mine.value ? (
          <AnswerFailed
            title="Which services are yours is not known"
            refusal={mine.refusal}
            again={mine.again}
          />
        ) : (
          <TopicBoundary
            view={mine.value ? view : { ...view, rows: undefined }}
            loading={
              <div className={styles.loading}>
                <Loading>Loading your services</Loading>
              </div>
            }
            empty={<NoServices />}
          >
            {services.length === 0 ? (
              <NoServices notLive={notLiveClauses(view.sources)} />
            ) : (
              <>
                <p className={styles.sentence}>{summariseServices(services)}</p>
                <Rows services={services} sources={view.sources} />
              </>
            )}
          </TopicBoundary>
        )}
      </div>
    </Panel>
  );
}

function Rows({ services, sources }: { services: readonly MyService[]; sources: readonly Source[] }) {
  return (
    <ServiceNotesDesk of={services.map(({ entityRef }) => entityRef)}>
      <div className={styles.head} aria-hidden="true">
        <span>Service</span>
        <span>How it is</span>
        <NoteHeads />
      </div>
      <ul className={styles.list} aria-label="My services">
        {services.map(service => (
          <Row
            key={service.entityRef}
            service={service}
            isOld={worstFreshness(sourcesOf(service.worst, sources)) !== 'live'}
          />
        ))}
      </ul>
    </ServiceNotesDesk>
  );
}

/** `isOld`: nobody can look now where the worst of it runs. */
function Row({ service, isOld }: { service: MyService; isOld: boolean }) {
  const links = useHealthLinks();
  const { entityRef, worst } = service;
  const { verdict, sentence, since, ready, desired } = worst;
  return (
    <li className={styles.row}>
      <Link href={links.service(entityRef)} variant="body-medium" weight="bold">
        {parseEntityRef(entityRef).name}
      </Link>
      <span className={styles.what}>
        <VerdictMark state={verdict.state} /> {sentence}
        {since && verdict.state !== 'healthy' && (
          <span className={styles.quiet}>
            {' · for '}
            <Duration since={since} />
          </span>
        )}
        <span className={styles.where}>
          {whereWords(service)} · {isOld && 'was '}
          {ready}/{desired} ready
        </span>
      </span>
      <NoteCells of={entityRef} />
    </li>
  );
}

/** That there are none is known only of clusters that answer. */
function NoServices({ notLive = [] }: { notLive?: readonly string[] }) {
  return notLive.length > 0 ? (
    <EmptyState title="None of your services is known to run in a cluster">
      Some may run where nobody can look now: {sentenceList(notLive)}.
    </EmptyState>
  ) : (
    <EmptyState title="None of your services runs in a cluster">
      Services that you or your groups own, and that run somewhere you may see, are shown here.
    </EmptyState>
  );
}
