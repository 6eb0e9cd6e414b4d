import { Link } from '@backstage/ui';
import {
  Fact,
  Facts,
  Mono,
  ServiceCard,
  ServiceCardRow,
  type ServiceRow,
} from '@greenroom/plugin-portal-react';
import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import { useEntityRollouts } from '../../hooks/useEntityRollouts';
import { useRolloutLinks } from '../../hooks/useRolloutLinks';
import { arrange, type Lane, tagOf } from '../../stage/arrange';
import { ReplicaDots } from '../stage/ReplicaDots';
import { NoRollouts } from './NoRollouts';

/** What is live of a service and what waits, in every cluster, on its overview. */
export function RolloutCard() {
  return (
    <ServiceCard
      title="Rollout"
      service={useEntityRollouts()}
      loading="Loading the rollouts"
      empty={<NoRollouts />}
    >
      {place => <CardRow key={place.key} place={place} />}
    </ServiceCard>
  );
}

function CardRow({ place: { row: rollout, sources } }: { place: ServiceRow<Rollout> }) {
  const { one } = useRolloutLinks();
  const { onStage, greenRoom, container } = useMemo(() => arrange(rollout), [rollout]);
  const { cluster, namespace, name } = rollout;
  return (
    <ServiceCardRow
      title={
        <Link href={one(rollout)}>
          {cluster} / {namespace} / {name}
        </Link>
      }
      said={rollout}
      sources={sources}
    >
      <Facts>
        <Fact name="On stage">{onStage ? <Staged staged={onStage} container={container} /> : 'nothing'}</Fact>
        {greenRoom && (
          <Fact name="In the green room">
            <Staged staged={greenRoom} container={container} />
          </Fact>
        )}
      </Facts>
    </ServiceCardRow>
  );
}

function Staged({ staged: { revision }, container }: { staged: Lane; container: string | undefined }) {
  return (
    <>
      <Mono>{tagOf(revision, container)}</Mono> <ReplicaDots revision={revision} />
    </>
  );
}
