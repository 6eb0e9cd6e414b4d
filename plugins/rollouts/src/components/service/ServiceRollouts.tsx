import { Link } from '@backstage/ui';
import { ServicePlace, ServiceTab } from '@greenroom/plugin-portal-react';
import { useEntityRollouts } from '../../hooks/useEntityRollouts';
import { useRolloutLinks } from '../../hooks/useRolloutLinks';
import { Analyses } from '../analysis/Analyses';
import { Stage } from '../stage/Stage';
import { NoRollouts } from './NoRollouts';

/** The Rollout tab of a service: its stage in every cluster it runs in, worst first. */
export function ServiceRollouts() {
  const { one } = useRolloutLinks();
  return (
    <ServiceTab service={useEntityRollouts()} loading="Loading the rollouts" empty={<NoRollouts />}>
      {({ key, row: rollout, sources }) => (
        <ServicePlace
          key={key}
          label={`${rollout.name} on ${rollout.cluster}`}
          title={
            <Link href={one(rollout)}>
              {rollout.cluster} / {rollout.namespace} / {rollout.name}
            </Link>
          }
          said={rollout}
          sources={sources}
        >
          <Stage rollout={rollout} level={3} />
          <Analyses rollout={rollout} level={3} />
        </ServicePlace>
      )}
    </ServiceTab>
  );
}
