import { SearchField, Select } from '@backstage/ui';
import { parseEntityRef } from '@backstage/catalog-model';
import { rolloutRowSchema } from '@greenroom/plugin-rollouts-common';
import { memo, useMemo } from 'react';
import { choices, type Filters, type Owners } from '../../all/filters';
import styles from './FilterBar.module.css';

export interface FilterBarProps {
  /** What there is to choose from. */
  clusters: readonly string[];
  services: readonly string[];
  owners: Owners;
  filters: Filters;
  onChange: (filters: Filters) => void;
}

const strategies = rolloutRowSchema.shape.strategy.options;

/** What the table can be narrowed to, beside the state. Drawn only when that changes: rows change all the time. */
export const FilterBar = memo(function FilterBarOfRollouts(props: FilterBarProps) {
  const { clusters, services, owners, filters, onChange } = props;
  const teams = useMemo(() => choices([...owners.values()].flat()), [owners]);
  return (
    <search className={styles.bar}>
      <SearchField
        aria-label="Search rollouts"
        placeholder="Service, namespace, tag, revision…"
        className={styles.text}
        value={filters.text}
        onChange={text => onChange({ ...filters, text })}
      />
      <Choice
        name="Cluster"
        values={clusters}
        chosen={filters.clusters}
        onChange={chosen => onChange({ ...filters, clusters: chosen })}
      />
      <Choice
        name="Service"
        values={services}
        chosen={filters.services}
        word={refName}
        onChange={chosen => onChange({ ...filters, services: chosen })}
      />
      <Choice
        name="Owner"
        values={teams}
        chosen={filters.owners}
        word={refName}
        onChange={chosen => onChange({ ...filters, owners: chosen })}
      />
      <Choice
        name="Strategy"
        values={strategies}
        chosen={filters.strategies}
        onChange={chosen => onChange({ ...filters, strategies: strategies.filter(s => chosen.includes(s)) })}
      />
    </search>
  );
});

/** The name alone: the kind is the field's, and a namespace other than the default one is rare. */
function refName(entityRef: string): string {
  const { name, namespace } = parseEntityRef(entityRef);
  return namespace === 'default' ? name : `${namespace}/${name}`;
}

interface ChoiceProps {
  name: string;
  values: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  word?: (value: string) => string;
}

/** More than this many are searched rather than scrolled. */
const MANY = 8;

const itself = (value: string) => value;

function Choice({ name, values, chosen, onChange, word = itself }: ChoiceProps) {
  // What is chosen stays a choice although nothing has it now: it is in the address, and has to be taken away there.
  const options = useMemo(
    () => choices([...values, ...chosen]).map(value => ({ value, label: word(value) })),
    [values, chosen, word],
  );
  return (
    <Select
      aria-label={name}
      placeholder={`Any ${name.toLocaleLowerCase('en')}`}
      className={styles.choice}
      selectionMode="multiple"
      options={options}
      search={values.length > MANY ? { placeholder: `Search ${name.toLocaleLowerCase('en')}` } : undefined}
      isDisabled={values.length === 0}
      value={[...chosen]}
      onChange={keys => onChange(keys.map(String))}
    />
  );
}
