import { Link, Skeleton, VisuallyHidden } from '@backstage/ui';
import { Fragment, useContext } from 'react';
import { ToldContext, useNoteColumns } from '../../notes/NotesContext';
import type { NoteLine, ServiceNote, ServiceNotes } from '../../notes/ServiceNote';
import { Duration } from '../time/Duration';
import { VerdictMark } from '../verdict/VerdictMark';
import styles from './Notes.module.css';

/** The titles over `NoteCells`, where there is room for columns; each cell has its own for a screen reader. */
export function NoteHeads() {
  const columns = useNoteColumns();
  return (
    <span className={styles.heads} aria-hidden="true">
      {columns.map(({ id, title }) => (
        <span key={id} className={styles.head}>
          {title}
        </span>
      ))}
    </span>
  );
}

/** What each feature says of one service. They have their room before anything is said, so that nothing moves then. */
export function NoteCells({ of }: { of: string }) {
  const columns = useNoteColumns();
  const told = useContext(ToldContext);
  return (
    <span className={styles.cells}>
      {columns.map(({ id, title }) => (
        <span key={id} className={styles.cell}>
          <span className={styles.title}>{title} </span>
          <Cell told={told.get(id)} of={of} />
        </span>
      ))}
    </span>
  );
}

function Cell({ told, of }: { told: ServiceNotes | undefined; of: string }) {
  if (!told?.byService) {
    return <Pending />;
  }
  const note = told.byService.get(of);
  return note ? <Note note={note} /> : <None why={told.unknown} />;
}

function Note({ note: { lines, about, href } }: { note: ServiceNote }) {
  return (
    <Link href={href} className={styles.note} title={about}>
      {lines.map((line, index) => (
        <Fragment key={index}>
          {index > 0 && ' '}
          <Line line={line} />
        </Fragment>
      ))}
    </Link>
  );
}

function Line({ line: { text, state, since, beside, isCode } }: { line: NoteLine }) {
  const words = <span className={isCode && styles.code}>{text}</span>;
  return (
    <span className={styles.line}>
      {state ? <VerdictMark state={state}>{words}</VerdictMark> : words}
      {since !== undefined && (
        <span className={styles.since}>
          {' · '}
          <Duration since={since} />
        </span>
      )}
      {beside !== undefined && <span className={styles.beside}> · {beside}</span>}
    </span>
  );
}

/** That there is nothing is known only where everything was heard. */
function None({ why }: { why: string | undefined }) {
  return why === undefined ? (
    <span className={styles.line} title="None that you may see">
      <span aria-hidden="true">–</span>
      <VisuallyHidden>
        <span>none</span>
      </VisuallyHidden>
    </span>
  ) : (
    <span className={styles.line} title={why}>
      <VerdictMark state="unknown">not known</VerdictMark>
      <VisuallyHidden>
        <span>: {why}</span>
      </VisuallyHidden>
    </span>
  );
}

function Pending() {
  return (
    <span className={styles.line}>
      <Skeleton width="60%" height={14} />
      <VisuallyHidden>
        <span>is being asked</span>
      </VisuallyHidden>
    </span>
  );
}
