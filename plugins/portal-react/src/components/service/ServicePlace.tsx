import type { Source } from '@greenroom/plugin-portal-common';
import type { ReactNode } from 'react';
import type { Said } from '../../sources/believe';
import { FreshnessMark } from '../freshness/FreshnessMark';
import { Duration } from '../time/Duration';
import { LastKnown } from '../topic/LastKnown';
import { VerdictPill } from '../verdict/VerdictMark';
import styles from './ServiceTab.module.css';

export interface ServicePlaceProps {
  /** Of the region, e.g. `checkout on eks-prod`. */
  label: string;
  /** Where: a link. */
  title: ReactNode;
  said: Said;
  sources: readonly Source[];
  /** Panels. */
  children: ReactNode;
}

/** A service in one place: how it is in a sentence, how fresh that is, then everything about it. */
export function ServicePlace({ label, title, said, sources, children }: ServicePlaceProps) {
  const { verdict, sentence, since } = said;
  return (
    <section className={styles.place} aria-label={label}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <VerdictPill state={verdict.state} />
        <FreshnessMark sources={sources} />
      </div>
      <p className={styles.sentence}>
        {sentence}
        {since && (
          <span className={styles.since}>
            {' · for '}
            <Duration since={since} />
          </span>
        )}
      </p>
      <LastKnown sources={sources}>
        <div className={styles.parts}>{children}</div>
      </LastKnown>
    </section>
  );
}
