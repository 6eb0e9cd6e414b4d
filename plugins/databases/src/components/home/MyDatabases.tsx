import { parseEntityRef } from '@backstage/catalog-model';
import { ButtonLink } from '@backstage/ui';
import {
  AnswerFailed,
  EmptyState,
  FreshnessMark,
  Loading,
  Panel,
  RelativeTime,
  sentenceList,
  TopicBoundary,
  VerdictMark,
} from '@greenroom/plugin-portal-react';
import { needsLook, type OwnDatabase, summariseOwn } from '../../home/mine';
import { useDatabaseLinks } from '../../hooks/useDatabaseLinks';
import { useOwnDatabases } from '../../hooks/useOwnDatabases';
import styles from './MyDatabases.module.css';

/** On Home: the databases of one's own services that failed over lately or are not healthy, worst first. */
export function MyDatabases() {
  const { view, mine, own } = useOwnDatabases();
  return (
    <Panel
      title="My databases"
      aside={view.state === 'live' && view.sources.length > 0 && <FreshnessMark sources={view.sources} />}
    >
      {mine.refusal && !mine.value ? (
        <AnswerFailed
          title="Which databases your services use is not known"
          refusal={mine.refusal}
          again={mine.again}
        />
      ) : (
        <TopicBoundary
          view={mine.value ? view : { ...view, rows: undefined }}
          loading={<Loading>Loading your databases</Loading>}
          empty={<NoDatabases />}
        >
          {own.length === 0 ? <NoDatabases /> : <Rows own={own} />}
        </TopicBoundary>
      )}
    </Panel>
  );
}

function Rows({ own }: { own: readonly OwnDatabase[] }) {
  const shown = own.filter(needsLook);
  return (
    <>
      <p className={styles.sentence}>{summariseOwn(own)}</p>
      {shown.length > 0 && (
        <ul className={styles.list} aria-label="Databases that need a look">
          {shown.map(one => (
            <Row key={one.line.id} one={one} />
          ))}
        </ul>
      )}
    </>
  );
}

function Row({ one: { line, services, failedOverAt } }: { one: OwnDatabase }) {
  const links = useDatabaseLinks();
  const { id, name, place, verdict, sentence } = line;
  return (
    <li className={styles.row}>
      <VerdictMark state={verdict.state} />
      <span className={styles.what}>
        <strong>{name}</strong>
        {failedOverAt && (
          <>
            {' '}
            failed over <RelativeTime at={failedOverAt} />
          </>
        )}
        <span className={styles.about}>
          {' '}
          · {place} · {sentence} Used by {sentenceList(services.map(ref => parseEntityRef(ref).name))}.
        </span>
      </span>
      <ButtonLink
        href={links.one(id)}
        variant="secondary"
        size="small"
        aria-label={`Look at the database ${name}`}
      >
        Look
      </ButtonLink>
    </li>
  );
}

function NoDatabases() {
  return (
    <EmptyState title="None of your services uses a database that you may see">
      Databases that services of yours name are shown here when they fail over or are not healthy.
    </EmptyState>
  );
}
