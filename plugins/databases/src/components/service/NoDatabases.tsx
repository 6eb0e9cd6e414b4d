import { DATABASES_ANNOTATION } from '@greenroom/plugin-databases-common';
import { EmptyState, Mono, sentenceList, VerdictMark } from '@greenroom/plugin-portal-react';
import styles from './Service.module.css';

/** No database is this service's; how one becomes so. */
export function NoDatabases({ absent }: { absent: readonly string[] }) {
  return (
    <EmptyState title="No database of this service is to be seen">
      {absent.length > 0 ? (
        <p>
          It names {sentenceList(absent)} in its <Mono>{DATABASES_ANNOTATION}</Mono>: there is none of that
          name, or you may not see it.
        </p>
      ) : (
        <p>
          Names or ids of databases are given in <Mono>{DATABASES_ANNOTATION}</Mono>, separated by commas.
        </p>
      )}
    </EmptyState>
  );
}

/** What the service names and nobody tells of, beside those that are told of. */
export function Absent({ absent }: { absent: readonly string[] }) {
  return absent.length === 0 ? null : (
    <ul className={styles.absent} aria-label="Databases that are not to be seen">
      {absent.map(name => (
        <li key={name}>
          <VerdictMark state="unknown">
            {`${name} is named by the service: there is none of that name, or you may not see it`}
          </VerdictMark>
        </li>
      ))}
    </ul>
  );
}
