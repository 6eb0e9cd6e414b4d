import { Button } from '@backstage/ui';
import type { ContainerEnd, PodLine } from '@greenroom/plugin-cluster-health-common';
import {
  bytesOf,
  bytesWords,
  count,
  Duration,
  RelativeTime,
  VerdictMark,
} from '@greenroom/plugin-portal-react';
import { coresOf, coresWords, podStates, podStateWords } from '../../words';
import type { OpenLog } from './PlaceHealth';
import styles from './Service.module.css';

/** One pod: how it is and why, how often it started again and what it died of, and its logs. */
export function PodItem({ pod, onLog }: { pod: PodLine; onLog: OpenLog }) {
  const { name, state, text, reason, since, restarts, node, startedAt, createdAt } = pod;
  return (
    <li className={styles.pod}>
      <span className={styles.state}>
        <VerdictMark state={podStates[state]}>{podStateWords[state]}</VerdictMark>
        {since && state !== 'ready' && (
          <span className={styles.second}>
            for <Duration since={since} />
          </span>
        )}
      </span>
      <span className={styles.name}>
        <strong>{name}</strong>
        {(text ?? reason) && <span className={styles.why}>{text ?? reason}</span>}
        <span className={styles.second}>
          {node ?? 'on no node'}
          {(startedAt ?? createdAt) && (
            <>
              {' · started '}
              <RelativeTime at={startedAt ?? createdAt ?? ''} />
            </>
          )}
        </span>
      </span>
      <span className={styles.restarts}>
        {restartWords(pod)}
        {pod.lastEnd && <LastEnd end={pod.lastEnd} />}
      </span>
      <Used pod={pod} />
      <span className={styles.acts}>
        <Button
          variant="secondary"
          size="small"
          isDisabled={pod.containers.length === 0}
          aria-label={`Log of ${name}`}
          onPress={() => onLog(pod, false)}
        >
          Log
        </Button>
        {restarts > 0 && (
          <Button
            variant="tertiary"
            size="small"
            aria-label={`Log of the run before of ${name}`}
            onPress={() => onLog(pod, true)}
          >
            Run before
          </Button>
        )}
      </span>
    </li>
  );
}

function restartWords({ restarts, restartsLastHour }: PodLine): string {
  const hour = restartsLastHour ? `, ${restartsLastHour} in the last hour` : '';
  return `${count(restarts, 'restart')}${hour}`;
}

/** `worker ended with exit code 137, OOMKilled, 3 min ago` */
function LastEnd({ end: { container, reason, exitCode, at } }: { end: ContainerEnd }) {
  return (
    <span className={styles.second}>
      {container} ended{exitCode !== undefined && ` with exit code ${exitCode}`}
      {reason && `, ${reason}`}
      {at && (
        <>
          , <RelativeTime at={at} />
        </>
      )}
    </span>
  );
}

function Used({ pod: { usage, resources } }: { pod: PodLine }) {
  if (!usage) {
    return (
      <span className={styles.used} data-none>
        –
      </span>
    );
  }
  const { cpuCores, memoryBytes } = usage;
  const cpu = resources?.cpuCoresLimit;
  const memory = resources?.memoryBytesLimit;
  return (
    <span className={styles.used}>
      {cpu ? coresOf(cpuCores, cpu) : coresWords(cpuCores)}
      <span className={styles.second}>{memory ? bytesOf(memoryBytes, memory) : bytesWords(memoryBytes)}</span>
    </span>
  );
}
