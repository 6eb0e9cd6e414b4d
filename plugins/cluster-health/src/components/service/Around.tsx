import type { EventLine, ServiceHealth } from '@greenroom/plugin-cluster-health-common';
import {
  amount,
  bytesWords,
  ClockTime,
  count,
  Panel,
  RelativeTime,
  VerdictMark,
} from '@greenroom/plugin-portal-react';
import styles from './Service.module.css';

/** More events than these are on the cluster's page. */
const EVENTS = 12;

/** What belongs to a service beside its pods: what scales it, its jobs and volumes, and what was told of all. */
export function Around({ health }: { health: ServiceHealth }) {
  const { autoscalers, jobs, volumes, events } = health;
  return (
    <>
      {autoscalers.length > 0 && (
        <Panel title="Autoscaling" level={3} flush>
          <ul className={styles.lines} aria-label="Autoscaling">
            {autoscalers.map(({ uid, name, min, max, current, verdict, lastScaledAt }) => (
              <li key={uid} className={styles.line}>
                <VerdictMark state={verdict.state} />
                <span>
                  <strong>{name}</strong> {min}–{max}, now {current}
                  <Reason verdict={verdict} />
                </span>
                <span className={styles.second}>
                  {lastScaledAt && (
                    <>
                      scaled <RelativeTime at={lastScaledAt} />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {jobs.length > 0 && (
        <Panel title="Jobs" level={3} flush>
          <ul className={styles.lines} aria-label="Jobs">
            {jobs.map(({ uid, name, schedule, lastSucceededAt, missedAt, verdict }) => (
              <li key={uid} className={styles.line}>
                <VerdictMark state={verdict.state} />
                <span>
                  <strong>{name}</strong> {schedule}
                  <Reason verdict={verdict} />
                </span>
                <span className={styles.second}>
                  {missedAt && (
                    <>
                      missed <ClockTime at={missedAt} />,{' '}
                    </>
                  )}
                  {lastSucceededAt ? (
                    <>
                      last success <RelativeTime at={lastSucceededAt} />
                    </>
                  ) : (
                    'no success known'
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {volumes.length > 0 && (
        <Panel title="Storage" level={3} flush>
          <ul className={styles.lines} aria-label="Storage">
            {volumes.map(({ uid, name, phase, capacityBytes, verdict }) => (
              <li key={uid} className={styles.line}>
                <VerdictMark state={verdict.state} />
                <span>
                  <strong>{name}</strong> {phase}
                  <Reason verdict={verdict} />
                </span>
                <span className={styles.second}>
                  {capacityBytes !== undefined && bytesWords(capacityBytes)}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {events.length > 0 && <Events events={events} />}
    </>
  );
}

function Reason({ verdict: { state, reasons } }: Pick<ServiceHealth, 'verdict'>) {
  const why = state === 'healthy' ? undefined : reasons[0]?.text;
  return why ? <span className={styles.second}>{why}</span> : null;
}

function Events({ events }: { events: readonly EventLine[] }) {
  const newest = [...events].sort((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <Panel title="Events" level={3} flush>
      <ul className={styles.lines} aria-label="Events">
        {newest.slice(0, EVENTS).map(({ id, at, type, reason, text, count: times, object }) => (
          <li key={id} className={styles.line}>
            <span>
              <RelativeTime at={at} />
              {times > 1 && <strong> × {amount(times)}</strong>}
            </span>
            <span>
              {type === 'Warning' ? (
                <VerdictMark state="degraded">{reason}</VerdictMark>
              ) : (
                <strong>{reason}</strong>
              )}{' '}
              {text}
            </span>
            <span className={styles.second}>
              {object.kind} {object.name}
            </span>
          </li>
        ))}
      </ul>
      {events.length > EVENTS && (
        <p className={styles.none}>{count(events.length - EVENTS, 'older one')} not shown.</p>
      )}
    </Panel>
  );
}
