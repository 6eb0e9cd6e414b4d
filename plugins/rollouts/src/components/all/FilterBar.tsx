import { SearchField, Select } from '@backstage/ui';
import { parseEntityRef } from '@backstage/catalog-model';
import { type RolloutRow, rolloutRowSchema } from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import { choices, type Filters, type Owners } from '../../all/filters';
import { strategyWords } from '../../words';
import styles from './FilterBar.module.css';

export interface FilterBarProps {
  rows: readonly RolloutRow[];
  owners: Owners;
  filters: Filters;
  onChange: (filters: Filters) => void;
}

const strategies = rolloutRowSchema.shape.strategy.options;

/** What the table can be narrowed to, beside the state. */
export function FilterBar({ rows, owners, filters, onChange }: FilterBarProps) {
  const clusters = useMemo(
    () =>
      choices(
        rows.map(({ cluster }) => cluster),
        filters.clusters,
      ),
    [rows, filters.clusters],
  );
  const services = useMemo(
    () =>
      choices(
        rows.map(({ entityRef }) => entityRef),
        filters.services,
      ),
    [rows, filters.services],
  );
  const teams = useMemo(() => choices([...owners.values()].flat(), filters.owners), [owners, filters.owners]);
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
        word={strategy =>
          strategies.find(known => known === strategy) ? strategyWords[strategy as 'canary'] : strategy
        }
        onChange={chosen => onChange({ ...filters, strategies: strategies.filter(s => chosen.includes(s)) })}
      />
    </search>
  );
}

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

function Choice({ name, values, chosen, onChange, word = value => value }: ChoiceProps) {
  const options = values.map(value => ({ value, label: word(value) }));
  return (
    <Select
      aria-label={name}
      placeholder={name}
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
