import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import type { ServiceHealth } from '@greenroom/plugin-cluster-health-common';
import { Fact, Facts, ServiceCard, ServiceCardRow } from '@greenroom/plugin-portal-react';
import { fewOf } from '../../cluster/need';
import { useHealthLinks } from '../../hooks/useHealthLinks';
import { useServiceHealth } from '../../hooks/useServiceHealth';
import { PodDots } from '../pods/PodDots';
import { NothingRuns } from './NothingRuns';

/** How a service does wherever it runs, worst first, on its overview. */
export function HealthCard() {
  const { entity } = useEntity();
  const { one, service } = useHealthLinks();
  return (
    <ServiceCard
      title="Health"
      aside={<Link href={service(stringifyEntityRef(entity))}>Pods and logs</Link>}
      service={useServiceHealth()}
      loading="Loading the health"
      empty={<NothingRuns />}
    >
      {({ key, row: { cluster, namespace, workloads, ...said }, sources }) => (
        <ServiceCardRow
          key={key}
          title={
            <Link href={one(cluster, { tab: 'workloads', namespace })}>
              {cluster} / {namespace}
            </Link>
          }
          said={said}
          sources={sources}
        >
          <WorkloadFacts workloads={workloads} />
        </ServiceCardRow>
      )}
    </ServiceCard>
  );
}

/** The few that need somebody most; all of them are on the Health tab. */
function WorkloadFacts({ workloads }: Pick<ServiceHealth, 'workloads'>) {
  const { few, others } = fewOf(workloads);
  return (
    <Facts>
      {few.map(({ kind, name, pods, replicas, verdict }) => (
        <Fact key={`${kind}/${name}`} name={name}>
          <PodDots pods={pods} replicas={replicas} isOld={verdict.state === 'unknown'} />
        </Fact>
      ))}
      {others && <Fact name={`${others.count} more`}>{others.words}</Fact>}
    </Facts>
  );
}
