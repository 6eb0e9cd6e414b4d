import { Button, SearchField, Select } from '@backstage/ui';
import type { VerdictState } from '@greenroom/plugin-portal-common';
import {
  EmptyState,
  GridHead,
  StateFilter,
  TableNote,
  useHeld,
  useRowHeight,
  useSettledRows,
  useStableList,
  VirtualGrid,
} from '@greenroom/plugin-portal-react';
import { type CSSProperties, useMemo } from 'react';
import { useTableQuery } from '../../hooks/useTableQuery';
import { isFiltered, noFilters, rowFilter, type TableFilters } from '../../table/filters';
import { choices, totalOrder } from '../../table/order';
import type { HealthTableShape } from './HealthColumn';
import styles from './HealthTable.module.css';
import { HealthRow } from './HealthRow';

/** Must agree with the style sheet. */
const ROW_PX = 48;
const NARROW_ROW_PX = 148;

export interface HealthTableProps<T> {
  /** What the rows are and how they are drawn: the same object at each call. */
  shape: HealthTableShape<T>;
  rows: readonly T[];
}

/** Rows of a cluster, however many: narrowed and ordered by what is in the address, only those on the screen drawn. */
export function HealthTable<T extends object>({ shape, rows }: HealthTableProps<T>) {
  const { columns, keyOf } = shape;
  const sortable = useMemo(() => columns.flatMap(({ by }) => by ?? []), [columns]);
  const { filters, sort, setFilters, setSort } = useTableQuery(sortable, sortable[0] ?? '');
  const sorted = useMemo(() => {
    const compare = columns.find(({ by }) => by === sort.by)?.compare ?? (() => 0);
    return rows.filter(rowFilter(filters, shape)).sort(totalOrder(compare, keyOf, sort.descending));
  }, [rows, filters, shape, columns, sort, keyOf]);
  const known = useMemo(() => new Map(rows.map(row => [keyOf(row), row])), [rows, keyOf]);
  const rowHeight = useRowHeight(ROW_PX, NARROW_ROW_PX);
  const { held, handlers } = useHeld();
  const asked = JSON.stringify([filters, sort]);
  const settled = useSettledRows({ sorted, known, keyOf, asked, held });
  const clear = () => setFilters(noFilters);
  return (
    <div className={styles.page}>
      <Narrowing shape={shape} rows={rows} filters={filters} onChange={setFilters} />
      <TableNote
        noun={shape.noun}
        shown={sorted.length}
        total={rows.length}
        outOfDate={settled.outOfDate}
        onSettle={settled.settle}
        onClear={isFiltered(filters) ? clear : undefined}
      />
      {settled.rows.length === 0 ? (
        <NoMatch noun={shape.noun} onClear={clear} />
      ) : (
        <div style={columnsStyle(shape)}>
          <VirtualGrid
            label={shape.label}
            className={styles.scroller}
            rows={settled.rows}
            rowHeight={rowHeight}
            held={handlers}
            head={<GridHead columns={columns} sort={sort} onSort={setSort} rowClassName={styles.columns} />}
            renderRow={({ row, fate }, place) => (
              <HealthRow key={place.rowKey} {...place} shape={shape} row={row} fate={fate} />
            )}
          />
        </div>
      )}
    </div>
  );
}

/** A custom property is no known property of a style. */
function columnsStyle({ columns }: { columns: readonly { width: string }[] }): CSSProperties {
  const style: CSSProperties & Record<'--columns', string> = {
    '--columns': columns.map(({ width }) => width).join(' '),
  };
  return style;
}

function Narrowing<T>(props: {
  shape: HealthTableShape<T>;
  rows: readonly T[];
  filters: TableFilters;
  onChange: (filters: TableFilters) => void;
}) {
  const { shape, rows, filters, onChange } = props;
  const { stateOf, namespaceOf } = shape;
  const counts = useMemo(() => stateOf && countStates(rows, stateOf), [rows, stateOf]);
  const found = useMemo(() => (namespaceOf ? choices(rows.map(namespaceOf)) : []), [rows, namespaceOf]);
  // What is chosen stays a choice although nothing has it now: it is in the address, and has to be taken away there.
  const namespaces = useStableList(
    useMemo(() => choices([...found, ...filters.namespaces]), [found, filters]),
  );
  return (
    <>
      {counts && (
        <StateFilter
          counts={counts}
          chosen={filters.states}
          onChange={states => onChange({ ...filters, states })}
        />
      )}
      <search className={styles.bar}>
        <SearchField
          aria-label={`Search ${shape.label.toLocaleLowerCase('en')}`}
          placeholder={shape.searchHint}
          className={styles.text}
          value={filters.text}
          onChange={text => onChange({ ...filters, text })}
        />
        {namespaceOf && <Namespaces all={namespaces} filters={filters} onChange={onChange} />}
      </search>
    </>
  );
}

/** More than this many are searched rather than scrolled. */
const MANY = 8;

function Namespaces(props: {
  all: readonly string[];
  filters: TableFilters;
  onChange: (filters: TableFilters) => void;
}) {
  const { all, filters, onChange } = props;
  const options = useMemo(() => all.map(value => ({ value, label: value })), [all]);
  return (
    <Select
      aria-label="Namespace"
      placeholder="Any namespace"
      className={styles.choice}
      selectionMode="multiple"
      options={options}
      search={all.length > MANY ? { placeholder: 'Search namespaces' } : undefined}
      isDisabled={all.length === 0}
      value={[...filters.namespaces]}
      onChange={keys => onChange({ ...filters, namespaces: keys.map(String) })}
    />
  );
}

function countStates<T>(rows: readonly T[], stateOf: (row: T) => VerdictState) {
  const counts: Record<VerdictState, number> = {
    healthy: 0,
    progressing: 0,
    waiting: 0,
    degraded: 0,
    unknown: 0,
  };
  rows.forEach(row => {
    counts[stateOf(row)] += 1;
  });
  return counts;
}

function NoMatch({ noun, onClear }: { noun: string; onClear: () => void }) {
  return (
    <EmptyState
      title={`No ${noun} matches`}
      action={
        <Button variant="secondary" onPress={onClear}>
          Show all
        </Button>
      }
    >
      Nothing is left of what is chosen above.
    </EmptyState>
  );
}
