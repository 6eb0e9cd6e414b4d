import { Link } from '@backstage/ui';
import { parseEntityRef } from '@backstage/catalog-model';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Mono, Panel } from '@greenroom/plugin-portal-react';
import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { useRolloutLinks } from '../../hooks/useRolloutLinks';
import { engineWords, strategyWords } from '../../words';
import { Fact, Facts } from '../stage/Facts';

/** What this rollout is and where. */
export function About({ rollout }: { rollout: Rollout }) {
  const entityLink = useEntityRefLink();
  const { all } = useRolloutLinks();
  const { entityRef, cluster, namespace, engine, strategy } = rollout;
  return (
    <Panel title="About">
      <Facts>
        <Fact name="Service">
          {entityRef ? (
            <Link href={entityLink(entityRef)}>{parseEntityRef(entityRef).name}</Link>
          ) : (
            'belongs to no service in the catalog'
          )}
        </Fact>
        <Fact name="Cluster">
          <Link href={all({ cluster })}>{cluster}</Link>
        </Fact>
        <Fact name="Namespace">
          <Mono>{namespace}</Mono>
        </Fact>
        <Fact name="Strategy">
          {strategyWords[strategy]}, by {engineWords[engine]}
        </Fact>
      </Facts>
    </Panel>
  );
}
