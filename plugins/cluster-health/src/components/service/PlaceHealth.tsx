import { Link } from '@backstage/ui';
import type { PodLine, ServiceHealth } from '@greenroom/plugin-cluster-health-common';
import type { Source } from '@greenroom/plugin-portal-common';
import {
  Duration,
  FreshnessMark,
  LastKnown,
  Panel,
  sourcesOf,
  VerdictPill,
} from '@greenroom/plugin-portal-react';
import { useMemo, useState } from 'react';
import { useHealthLinks } from '../../hooks/useHealthLinks';
import { LogPanel } from '../log/LogPanel';
import { Problems } from '../problems/Problems';
import { UnseenList } from '../problems/UnseenList';
import { Around } from './Around';
import styles from './Service.module.css';
import { WorkloadPods } from './WorkloadPods';

/** Opens the log of a pod; `previous` is the run before. */
export type OpenLog = (pod: PodLine, previous: boolean) => void;

export interface PlaceHealthProps {
  health: ServiceHealth;
  allSources: readonly Source[];
}

/** How the service does in one namespace of one cluster. */
export function PlaceHealth({ health, allSources }: PlaceHealthProps) {
  const { one } = useHealthLinks();
  const [reading, setReading] = useState<{ pod: PodLine; previous: boolean }>();
  const sources = useMemo(() => sourcesOf(health, allSources), [health, allSources]);
  const { cluster, namespace, verdict, sentence, since, problems, workloads, unseen } = health;
  return (
    <section className={styles.place} aria-label={`On ${cluster} in ${namespace}`}>
      <div className={styles.head}>
        <h2 className={styles.title}>
          <Link href={one(cluster, { tab: 'workloads', namespace })}>
            {cluster} / {namespace}
          </Link>
        </h2>
        <VerdictPill state={verdict.state} />
        <FreshnessMark sources={sources} />
      </div>
      <p className={styles.sentence}>
        {sentence}
        {since && (
          <span className={styles.quiet}>
            {' · for '}
            <Duration since={since} />
          </span>
        )}
      </p>
      <LastKnown sources={sources}>
        <div className={styles.parts}>
          <UnseenList
            unseen={unseen.filter(({ why }) => why !== 'not-installed')}
            label={`What cannot be seen on ${cluster}`}
          />
          {problems.length > 0 && (
            <Panel title="Problems, worst first" level={3} flush>
              <Problems cluster={cluster} problems={problems} isService />
            </Panel>
          )}
          {workloads.map(workload => (
            <WorkloadPods
              key={`${workload.kind}/${workload.name}`}
              workload={workload}
              onLog={(pod, previous) => setReading({ pod, previous })}
            />
          ))}
          <Around health={health} />
        </div>
      </LastKnown>
      {reading && (
        <LogPanel
          key={`${reading.pod.uid} ${reading.previous}`}
          cluster={cluster}
          pod={reading.pod}
          previous={reading.previous}
          onClose={() => setReading(undefined)}
        />
      )}
    </section>
  );
}
