import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { Fact, Facts, ServiceCard, ServiceCardRow } from '@greenroom/plugin-portal-react';
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
          <Facts>
            {workloads.map(({ kind, name, pods, replicas }) => (
              <Fact key={`${kind}/${name}`} name={name}>
                <PodDots pods={pods} replicas={replicas} />
              </Fact>
            ))}
          </Facts>
        </ServiceCardRow>
      )}
    </ServiceCard>
  );
}
