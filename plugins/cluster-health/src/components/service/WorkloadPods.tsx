import { Button } from '@backstage/ui';
import type { ServiceWorkload } from '@greenroom/plugin-cluster-health-common';
import type { Source } from '@greenroom/plugin-portal-common';
import {
  bytesOf,
  CapacityBar,
  CapacityBars,
  count,
  Duration,
  LastKnown,
  Mono,
  Panel,
  VerdictMark,
} from '@greenroom/plugin-portal-react';
import { useState } from 'react';
import { coresOf, limitWords, tagOf } from '../../words';
import { PodDots } from '../pods/PodDots';
import type { OpenLog } from './PlaceHealth';
import { PodItem } from './PodItem';
import styles from './Service.module.css';

/** Those of the whole place are told of around it. */
const noSources: readonly Source[] = [];
/** More are read only by those who ask for them: those that need somebody are the first. */
const SHOWN = 8;

export interface WorkloadPodsProps {
  workload: ServiceWorkload;
  onLog: OpenLog;
}

/** A workload with its pods, and what they use of what they may. */
export function WorkloadPods({ workload, onLog }: WorkloadPodsProps) {
  const { name, kind, verdict } = workload;
  return (
    <Panel
      level={3}
      flush
      title={
        <>
          {name} <span className={styles.quiet}>{kind}</span>
        </>
      }
      aside={<VerdictMark state={verdict.state} />}
    >
      <WorkloadBody workload={workload} onLog={onLog} />
    </Panel>
  );
}

/** The same without its name. */
export function WorkloadBody({ workload, onLog }: WorkloadPodsProps) {
  const [all, setAll] = useState(false);
  const { name, pods, replicas, lines, podsInAll, verdict } = workload;
  const isOld = verdict.state === 'unknown';
  const shown = all ? lines : lines.slice(0, SHOWN);
  const missing = (podsInAll ?? lines.length) - lines.length;
  return (
    <>
      <div className={styles.workload}>
        <div className={styles.facts}>
          <PodDots pods={pods} replicas={replicas} isOld={isOld} />
          <span>{restartWords(workload)}</span>
          <Scaler {...workload} />
          <Images {...workload} />
        </div>
        <Used {...workload} />
      </div>
      {lines.length === 0 ? (
        <p className={styles.none}>It has no pods.</p>
      ) : (
        <LastKnown sources={noSources} isGone={isOld}>
          <ul className={styles.pods} aria-label={`Pods of ${name}`}>
            {shown.map(pod => (
              <PodItem key={pod.uid} pod={pod} onLog={onLog} />
            ))}
          </ul>
        </LastKnown>
      )}
      {(lines.length > SHOWN || missing > 0) && (
        <p className={styles.none}>
          {lines.length > SHOWN && (
            <Button variant="tertiary" size="small" onPress={() => setAll(!all)}>
              {all ? `Show the first ${SHOWN}` : `Show ${count(lines.length - SHOWN, 'more pod')}`}
            </Button>
          )}
          {missing > 0 && all && `${count(missing, 'more pod')} need nobody and are not listed.`}
        </p>
      )}
    </>
  );
}

export function restartWords({ restarts, restartsLastHour }: ServiceWorkload): string {
  const hour = restartsLastHour === undefined ? '' : `, ${restartsLastHour} in the last hour`;
  return `${count(restarts, 'restart')}${hour}`;
}

function Scaler({ autoscaler }: ServiceWorkload) {
  if (!autoscaler) {
    return null;
  }
  const { min, max, current, atMaximumSince } = autoscaler;
  return (
    <span>
      autoscaler {min}–{max}, now {current}
      {atMaximumSince && (
        <>
          , at its maximum for <Duration since={atMaximumSince} />
        </>
      )}
    </span>
  );
}

function Images({ images = {} }: ServiceWorkload) {
  const tags = Object.entries(images);
  return tags.length === 0 ? null : (
    <span>
      {tags.map(([container, tag], index) => (
        <span key={container} title={`${container}: ${tag}`}>
          {index > 0 && ', '}
          <Mono>{tagOf(tag)}</Mono>
        </span>
      ))}
    </span>
  );
}

/** Resources against limits, of all its pods together. */
function Used({ resources, usage }: ServiceWorkload) {
  if (!resources) {
    return null;
  }
  const { cpuCores, cpuCoresLimit, memoryBytes, memoryBytesLimit } = resources;
  if (!usage) {
    const limits = limitWords(resources);
    return (
      <p className={styles.limits}>
        {limits ? `May use ${limits}` : 'No limits are written'}; what it uses is not measured.
      </p>
    );
  }
  return (
    <CapacityBars>
      <Against label="CPU" used={usage.cpuCores} limit={cpuCoresLimit} asked={cpuCores} words={coresOf} />
      <Against
        label="Memory"
        used={usage.memoryBytes}
        limit={memoryBytesLimit}
        asked={memoryBytes}
        words={bytesOf}
      />
    </CapacityBars>
  );
}

function Against(props: {
  label: string;
  used: number;
  limit: number | undefined;
  asked: number | undefined;
  words: (part: number, whole: number) => string;
}) {
  const { label, used, limit, asked, words } = props;
  const whole = limit ?? asked;
  return whole === undefined ? null : (
    <CapacityBar
      label={label}
      part={used}
      whole={whole}
      words={words}
      said={limit === undefined ? 'of what it asks for, no limit' : 'of its limit'}
    />
  );
}
