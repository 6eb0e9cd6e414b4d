import { Button } from '@backstage/ui';
import type { ServiceWorkload } from '@greenroom/plugin-cluster-health-common';
import { count, Panel, VerdictMark } from '@greenroom/plugin-portal-react';
import { useState } from 'react';
import { PodDots } from '../pods/PodDots';
import type { OpenLog } from './PlaceHealth';
import styles from './Service.module.css';
import { restartWords, WorkloadBody } from './WorkloadPods';

export interface BriefWorkloadsProps {
  workloads: readonly ServiceWorkload[];
  onLog: OpenLog;
}

/** Workloads that need nobody, a line each; their pods for those who ask. */
export function BriefWorkloads({ workloads, onLog }: BriefWorkloadsProps) {
  return (
    <Panel
      title={`${count(workloads.length, 'workload')} ${workloads.length === 1 ? 'needs' : 'need'} nobody`}
      level={3}
      flush
    >
      <ul className={styles.lines} aria-label="Workloads that need nobody">
        {workloads.map(workload => (
          <BriefWorkload key={`${workload.kind}/${workload.name}`} workload={workload} onLog={onLog} />
        ))}
      </ul>
    </Panel>
  );
}

function BriefWorkload({ workload, onLog }: { workload: ServiceWorkload; onLog: OpenLog }) {
  const [isOpen, setOpen] = useState(false);
  const { name, kind, verdict, pods, replicas } = workload;
  return (
    <li className={styles.brief}>
      <div className={styles.line}>
        <VerdictMark state={verdict.state} />
        <span>
          <strong>{name}</strong> <span className={styles.quiet}>{kind}</span>
          <span className={styles.facts}>
            <PodDots pods={pods} replicas={replicas} isOld={verdict.state === 'unknown'} />
            <span>{restartWords(workload)}</span>
          </span>
        </span>
        <Button
          className={styles.opener}
          variant="tertiary"
          size="small"
          aria-expanded={isOpen}
          aria-label={`Pods of ${name}`}
          onPress={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Hide its pods' : 'Its pods'}
        </Button>
      </div>
      {isOpen && <WorkloadBody workload={workload} onLog={onLog} />}
    </li>
  );
}
