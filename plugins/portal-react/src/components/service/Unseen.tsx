import type { ReactNode } from 'react';
import { Mono } from '../text/Mono';
import { EmptyState } from '../topic/EmptyState';
import { VerdictMark } from '../verdict/VerdictMark';
import { sentenceList } from '../../words';
import styles from './Unseen.module.css';

interface NoneSeenProps {
  title: string;
  /** The annotation in which a service names them. */
  annotation: string;
  /** What it names there. */
  absent: readonly string[];
  /** How they are given there, before its name: `Names or ids of databases are given`. */
  how: ReactNode;
}

/** Nothing that a service names is to be seen; how something becomes so. */
export function NoneSeen({ title, annotation, absent, how }: NoneSeenProps) {
  return (
    <EmptyState title={title}>
      {absent.length > 0 ? (
        <p>
          It names {sentenceList(absent)} in its <Mono>{annotation}</Mono>: there is none of that name, or you
          may not see it.
        </p>
      ) : (
        <p>
          {how} in <Mono>{annotation}</Mono>, separated by commas.
        </p>
      )}
    </EmptyState>
  );
}

/** What a service names and nobody tells of, beside those that are told of. */
export function Unseen({ label, names }: { label: string; names: readonly string[] }) {
  return names.length === 0 ? null : (
    <ul className={styles.names} aria-label={label}>
      {names.map(name => (
        <li key={name}>
          <VerdictMark state="unknown">
            {`${name} is named by the service: there is none of that name, or you may not see it`}
          </VerdictMark>
        </li>
      ))}
    </ul>
  );
}
