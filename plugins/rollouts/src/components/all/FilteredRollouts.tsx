import {
  choices,
  countStates,
  NoMatch,
  StateFilter,
  TableNote,
  useHeld,
  useSettledRows,
  useStableList,
} from '@greenroom/plugin-portal-react';
import { rolloutKey, type RolloutRow } from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import { isFiltered, noFilters, rowFilter, writeFilters } from '../../all/filters';
import { compareRows, writeSort } from '../../all/order';
import { useOwners } from '../../hooks/useOwners';
import { useTableState } from '../../hooks/useTableState';
import styles from './FilteredRollouts.module.css';
import { Narrowing } from './Narrowing';
import { RolloutTable } from './RolloutTable';

const stateOf = ({ verdict }: RolloutRow) => verdict.state;
const noParams = new URLSearchParams();

/** The table of all rollouts with what narrows and orders it. */
export function FilteredRollouts({ rows }: { rows: ReadonlyMap<string, RolloutRow> }) {
  const { filters, sort, setFilters, setSort } = useTableState();
  const all = useMemo(() => [...rows.values()], [rows]);
  const clusters = useStableList(useMemo(() => choices(all.map(row => row.cluster)), [all]));
  const services = useStableList(useMemo(() => choices(all.map(row => row.entityRef)), [all]));
  const owners = useOwners(services);
  const sorted = useMemo(
    () => all.filter(rowFilter(filters, owners)).sort(compareRows(sort)),
    [all, filters, owners, sort],
  );
  const counts = useMemo(
    () => countStates(all.filter(rowFilter({ ...filters, states: [] }, owners)), stateOf),
    [all, filters, owners],
  );
  const { held, handlers } = useHeld();
  const asked = writeSort(sort, writeFilters(filters, noParams)).toString();
  const { settled, settle } = useSettledRows({ sorted, all, keyOf: rolloutKey, asked, held });
  const clear = () => setFilters(noFilters);
  return (
    <div className={styles.page}>
      <StateFilter
        counts={counts}
        chosen={filters.states}
        onChange={states => setFilters({ ...filters, states })}
      />
      <Narrowing
        clusters={clusters}
        services={services}
        owners={owners}
        filters={filters}
        onChange={setFilters}
      />
      <TableNote
        noun="rollout"
        shown={sorted.length}
        total={all.length}
        outOfDate={settled.outOfDate}
        onSettle={settle}
        onClear={isFiltered(filters) ? clear : undefined}
      />
      {settled.rows.length === 0 ? (
        <NoMatch noun="rollout" text={filters.text} onClear={clear} />
      ) : (
        <RolloutTable settled={settled} sort={sort} onSort={setSort} held={handlers} />
      )}
    </div>
  );
}
