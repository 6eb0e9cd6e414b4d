import type { DatabaseEvent, EventKind } from '@greenroom/plugin-databases-common';
import { ClockTime, count } from '@greenroom/plugin-portal-react';
import { useState } from 'react';
import { Button } from '@backstage/ui';
import styles from './Database.module.css';

const SHOWN = 12;

const words: Partial<Record<EventKind, string>> = { other: 'note' };

/** What happened, newest first. */
export function EventsList({ events, isAws }: { events: readonly DatabaseEvent[]; isAws: boolean }) {
  const [all, setAll] = useState(false);
  const shown = all ? events : events.slice(0, SHOWN);
  if (events.length === 0) {
    return (
      <p className={styles.note}>Nothing was told of it lately.{isAws && ' AWS keeps events for 14 days.'}</p>
    );
  }
  return (
    <>
      <ul className={styles.events} aria-label="Events">
        {shown.map(({ id, at, kind, text, member, from }) => (
          <li key={id} data-kind={kind}>
            <span className={styles.quiet}>
              <ClockTime at={at} />
            </span>
            <span className={styles.kind}>{words[kind] ?? kind}</span>
            <span>
              {text}
              <span className={styles.second}>
                {[member, from === 'portal' && 'seen by the portal'].filter(Boolean).join(' · ')}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {events.length > SHOWN && !all && (
        <Button variant="tertiary" size="small" onPress={() => setAll(true)}>
          Show {count(events.length - SHOWN, 'more', 'more')}
        </Button>
      )}
    </>
  );
}
