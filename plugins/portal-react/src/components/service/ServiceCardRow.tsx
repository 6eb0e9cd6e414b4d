import { worstFreshness, type Source } from '@greenroom/plugin-portal-common';
import type { ReactNode } from 'react';
import type { Said } from '../../sources/believe';
import { FreshnessMark } from '../freshness/FreshnessMark';
import { Duration } from '../time/Duration';
import { LastKnown } from '../topic/LastKnown';
import { VerdictMark } from '../verdict/VerdictMark';
import styles from './ServiceCard.module.css';

export interface ServiceCardRowProps {
  /** Where: a link. */
  title: ReactNode;
  said: Said;
  sources: readonly Source[];
  /** What else is told of it: `Facts`, or dots. */
  children?: ReactNode;
}

/** A service in one place: how it is, why and since when, and how fresh that is where it is not live. */
export function ServiceCardRow({ title, said, sources, children }: ServiceCardRowProps) {
  const { verdict, sentence, since } = said;
  return (
    <li className={styles.row}>
      <LastKnown sources={sources}>
        <div className={styles.head}>
          <span className={styles.title}>{title}</span>
          <span className={styles.marks}>
            {worstFreshness(sources) !== 'live' && <FreshnessMark sources={sources} />}
            <VerdictMark state={verdict.state} />
          </span>
        </div>
        <p className={styles.sentence}>
          {sentence}
          {since && (
            <>
              {' · for '}
              <Duration since={since} />
            </>
          )}
        </p>
        {children}
      </LastKnown>
    </li>
  );
}
