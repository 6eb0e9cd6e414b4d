import { EmptyState, RelativeTime, VerdictMark } from '@greenroom/plugin-portal-react';
import type { RolloutEvent } from '@greenroom/plugin-rollouts-common';
import { eventTypeWord } from '../../words';
import styles from './Events.module.css';

/** What the cluster said of this rollout and what belongs to it, newest first. */
export function Events({ events }: { events: readonly RolloutEvent[] }) {
  if (events.length === 0) {
    return (
      <EmptyState title="No events">
        Kubernetes forgets events after about an hour: since then nothing happened here.
      </EmptyState>
    );
  }
  return (
    <ul className={styles.events} aria-label="Events">
      {events.map(event => (
        <EventItem key={`${event.type} ${event.reason} ${event.about} ${event.text}`} event={event} />
      ))}
    </ul>
  );
}

function EventItem({ event: { at, type, reason, text, about, count } }: { event: RolloutEvent }) {
  return (
    <li className={styles.event}>
      <span className={styles.when}>
        <RelativeTime at={at} />
        {count > 1 && <span className={styles.count}> × {count}</span>}
      </span>
      <span className={styles.reason}>
        {type === 'Warning' ? (
          <VerdictMark state="degraded">{reason}</VerdictMark>
        ) : (
          <strong>{reason}</strong>
        )}
        <span className={styles.type}>{eventTypeWord(type)}</span>
      </span>
      <span className={styles.text}>
        {text} <span className={styles.about}>{about}</span>
      </span>
    </li>
  );
}
