import { parseEntityRef } from '@backstage/catalog-model';
import { choices, FilterBar } from '@greenroom/plugin-portal-react';
import { rolloutRowSchema } from '@greenroom/plugin-rollouts-common';
import { memo, useMemo } from 'react';
import type { Filters, Owners } from '../../all/filters';

export interface NarrowingProps {
  /** What there is to choose from. */
  clusters: readonly string[];
  services: readonly string[];
  owners: Owners;
  filters: Filters;
  onChange: (filters: Filters) => void;
}

const strategies = rolloutRowSchema.shape.strategy.options;

/** What the table can be narrowed to, beside the state. Drawn only when that changes: rows change all the time. */
export const Narrowing = memo(function NarrowingOfRollouts(props: NarrowingProps) {
  const { clusters, services, owners, filters, onChange } = props;
  const teams = useMemo(() => choices([...owners.values()].flat()), [owners]);
  const change = (part: Partial<Filters>) => onChange({ ...filters, ...part });
  return (
    <FilterBar
      what="rollouts"
      hint="Service, namespace, tag, revision…"
      text={filters.text}
      onText={text => change({ text })}
      choices={[
        {
          name: 'Cluster',
          values: clusters,
          chosen: filters.clusters,
          onChange: chosen => change({ clusters: chosen }),
        },
        {
          name: 'Service',
          values: services,
          chosen: filters.services,
          word: refName,
          onChange: chosen => change({ services: chosen }),
        },
        {
          name: 'Owner',
          values: teams,
          chosen: filters.owners,
          word: refName,
          onChange: chosen => change({ owners: chosen }),
        },
        {
          name: 'Strategy',
          values: strategies,
          chosen: filters.strategies,
          onChange: chosen => change({ strategies: strategies.filter(s => chosen.includes(s)) }),
        },
      ]}
    />
  );
});

/** The name alone: the kind is the field's, and a namespace other than the default one is rare. */
function refName(entityRef: string): string {
  const { name, namespace } = parseEntityRef(entityRef);
  return namespace === 'default' ? name : `${namespace}/${name}`;
}
