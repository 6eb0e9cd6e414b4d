import type { VerdictState } from '@greenroom/plugin-portal-common';
import { useMemo, useRef } from 'react';
import { useTallies } from '../../hooks/useTallies';
import { noFilters, type RowChoice, rowFilter, type TableFilters, valuesOf } from '../../table/filters';
import { choices as eachOnce } from '../../table/order';
import type { DataTableShape } from './DataColumn';
import { FilterBar } from './FilterBar';
import { StateFilter } from './StateFilter';

export interface NarrowingProps<T> {
  shape: DataTableShape<T>;
  rows: readonly T[];
  filters: TableFilters;
  onChange: (filters: TableFilters) => void;
}

/** What a table can be narrowed to: states with how many are in each of what else is chosen, a text, and choices. */
export function Narrowing<T>({ shape, rows, filters, onChange }: NarrowingProps<T>) {
  const counts = useCounts(shape, rows, filters);
  const choices = useChoices({ shape, rows, filters, onChange });
  return (
    <>
      {counts && (
        <StateFilter
          counts={counts}
          chosen={filters.states}
          onChange={states => onChange({ ...filters, states })}
        />
      )}
      <FilterBar
        what={shape.label.toLocaleLowerCase('en')}
        hint={shape.searchHint}
        text={filters.text}
        onText={text => onChange({ ...filters, text })}
        choices={choices}
      />
    </>
  );
}

const noChoices: readonly never[] = [];

function useCounts<T>(
  shape: DataTableShape<T>,
  rows: readonly T[],
  filters: TableFilters,
): Record<VerdictState, number> | undefined {
  const { stateOf } = shape;
  const statesIfOthersPass = useMemo(() => {
    const passes = rowFilter({ ...filters, states: noFilters.states }, shape);
    return [(row: T) => (stateOf && passes(row) ? [stateOf(row)] : noChoices)];
  }, [filters, shape, stateOf]);
  const [counts] = useTallies(rows, statesIfOthersPass);
  return useMemo(() => stateOf && { ...noneInAny, ...Object.fromEntries(counts ?? []) }, [counts, stateOf]);
}

const noneInAny: Record<VerdictState, number> = {
  healthy: 0,
  progressing: 0,
  waiting: 0,
  degraded: 0,
  unknown: 0,
};

function useChoices<T>({ shape, rows, filters, onChange }: NarrowingProps<T>) {
  const { choices = noChoices } = shape;
  const asked = useMemo(() => choices.map(choice => (row: T) => valuesOf(choice, row)), [choices]);
  const counts = useTallies(rows, asked);
  const found = useMemo(() => counts.map(each => eachOnce(each.keys())), [counts]);
  const values = useStableLists(found);
  // What a choice does may not make it another one: the filters of the last drawing are the ones it changes.
  const now = useRef({ filters, onChange });
  now.current = { filters, onChange };
  const changers = useMemo(
    () =>
      choices.map(({ by }: RowChoice<T>) => (chosen: string[]) => {
        const { filters: last, onChange: tell } = now.current;
        tell({ ...last, chosen: { ...last.chosen, [by]: chosen } });
      }),
    [choices],
  );
  return choices.flatMap(({ name, by }, index) => {
    const [own, change] = [values[index], changers[index]];
    return own && change
      ? [{ name, values: own, chosen: filters.chosen[by] ?? noChoices, onChange: change }]
      : [];
  });
}

/** Each list is the same as before while it holds the same texts. */
function useStableLists(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const held = useRef(lists);
  held.current = lists.map((list, index) => {
    const before = held.current[index];
    return before?.length === list.length && list.every((text, at) => before[at] === text) ? before : list;
  });
  return held.current;
}
