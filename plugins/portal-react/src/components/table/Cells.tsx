import type { Verdict } from '@greenroom/plugin-portal-common';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { RelativeTime } from '../time/RelativeTime';
import { VerdictMark } from '../verdict/VerdictMark';
import styles from './Cells.module.css';

/** How it is, and the first reason for it; `name` is what its row is called. */
export function StateCell({ verdict, name }: { verdict: Verdict; name?: string }) {
  const why = verdict.state === 'healthy' ? undefined : verdict.reasons[0]?.text;
  return (
    <span title={verdict.reasons.map(({ text }) => text).join('\n')}>
      <VerdictMark state={verdict.state} />
      {why && <Why>{withoutName(why, name)}</Why>}
    </span>
  );
}

/** The name is in the row already, and may be as long as there is room. */
function withoutName(sentence: string, name = ''): string {
  return name !== '' && sentence.startsWith(`${name} `) ? sentence.slice(name.length + 1) : sentence;
}

/** A row that says in a sentence how it is. */
export interface Told {
  verdict: Verdict;
  sentence: string;
  /** When that was so, where it is old. */
  seenAt?: string;
}

/** How it is, and the sentence that says so: of what is not well the reason. */
export function SentenceCell({ row: { verdict, sentence, seenAt } }: { row: Told }) {
  const why = verdict.state === 'healthy' ? sentence : (verdict.reasons[0]?.text ?? sentence);
  return (
    <span title={[sentence, ...verdict.reasons.map(({ text }) => text)].join('\n')}>
      <VerdictMark state={verdict.state} />
      <Why>
        {seenAt && (
          <>
            seen <RelativeTime at={seenAt} />:{' '}
          </>
        )}
        {why}
      </Why>
    </span>
  );
}

/** Under the state: over two lines where it is long. */
function Why({ children }: { children: ReactNode }) {
  return <span className={`${styles.second} ${styles.long}`}>{children}</span>;
}

/** A name with what it is under it; a way to its service where it has one. */
export function NameCell(props: { name: string; about?: string; href?: string; tabIndex: number }) {
  const { name, about, href, tabIndex } = props;
  return (
    <span title={about ? `${name}, ${about}` : name}>
      {href ? (
        <Link to={href} tabIndex={tabIndex} className={styles.link}>
          {name}
        </Link>
      ) : (
        <strong className={styles.name}>{name}</strong>
      )}
      {about && <span className={styles.second}>{about}</span>}
    </span>
  );
}

/** When, or a dash where nobody knows. */
export function TimeCell({ at }: { at: string | undefined }) {
  return at ? (
    <RelativeTime at={at} />
  ) : (
    <span className={styles.none} data-none>
      –
    </span>
  );
}

/** Text, or a dash where there is none. */
export function TextCell({ text, more }: { text: string | undefined; more?: string }) {
  return text ? (
    <span title={more ? `${text}\n${more}` : text}>
      {text}
      {more && <span className={styles.second}>{more}</span>}
    </span>
  ) : (
    <span className={styles.none} data-none>
      –
    </span>
  );
}

/** A sentence, over two lines where it is long; whole on hover. */
export function LongCell({ text }: { text: string }) {
  return (
    <span title={text} className={styles.long}>
      {text}
    </span>
  );
}

/** Rows on a narrow screen have room for less: there the table leaves out what says of itself that it is nothing. */
export function WhereWide({ children }: { children: ReactNode }) {
  return <span data-none>{children}</span>;
}
