import { Link } from '@backstage/ui';
import type { PodLine, ServiceHealth } from '@greenroom/plugin-cluster-health-common';
import type { Source } from '@greenroom/plugin-portal-common';
import { capital, Panel, ServicePlace } from '@greenroom/plugin-portal-react';
import { useState } from 'react';
import { byNeed } from '../../cluster/need';
import { unseenBeside } from '../../cluster/unseen';
import { useHealthLinks } from '../../hooks/useHealthLinks';
import { LogPanel } from '../log/LogPanel';
import { Problems } from '../problems/Problems';
import { UnseenList } from '../problems/UnseenList';
import { Around } from './Around';
import { BriefWorkloads } from './BriefWorkloads';
import { WorkloadPods } from './WorkloadPods';

/** Opens the log of a pod; `previous` is the run before. */
export type OpenLog = (pod: PodLine, previous: boolean) => void;

export interface PlaceHealthProps {
  health: ServiceHealth;
  sources: readonly Source[];
}

/** How the service does in one namespace of one cluster. */
export function PlaceHealth({ health, sources }: PlaceHealthProps) {
  const { one } = useHealthLinks();
  const [reading, setReading] = useState<{ pod: PodLine; previous: boolean }>();
  const { cluster, namespace, problems, workloads } = health;
  const { whole, brief } = byNeed(workloads);
  const onLog: OpenLog = (pod, previous) => setReading({ pod, previous });
  return (
    <ServicePlace
      label={`On ${cluster} in ${namespace}`}
      title={
        <Link href={one(cluster, { tab: 'workloads', namespace })}>
          {cluster} / {namespace}
        </Link>
      }
      said={health}
      sources={sources}
    >
      <UnseenList unseen={unsaid(health, sources)} label={`What cannot be seen on ${cluster}`} />
      {problems.length > 0 && (
        <Panel title="Problems, worst first" level={3} flush>
          <Problems cluster={cluster} problems={problems} isService />
        </Panel>
      )}
      {whole.map(workload => (
        <WorkloadPods key={`${workload.kind}/${workload.name}`} workload={workload} onLog={onLog} />
      ))}
      {brief.length > 0 && <BriefWorkloads workloads={brief} onLog={onLog} />}
      <Around health={health} />
      {reading && (
        <LogPanel
          key={`${reading.pod.uid} ${reading.previous}`}
          cluster={cluster}
          pod={reading.pod}
          previous={reading.previous}
          onClose={() => setReading(undefined)}
        />
      )}
    </ServicePlace>
  );
}

/** What is not seen besides what the sentence above says. */
function unsaid({ unseen, sentence }: ServiceHealth, sources: readonly Source[]) {
  return unseenBeside(unseen, sources).filter(
    ({ why, text }) => why !== 'not-installed' && capital(text) !== sentence,
  );
}
