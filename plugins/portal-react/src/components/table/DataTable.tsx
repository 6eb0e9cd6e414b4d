import { type CSSProperties, useMemo } from 'react';
import { useHeld } from '../../hooks/useHeld';
import { useOrderedRows } from '../../hooks/useOrderedRows';
import { useRowHeight } from '../../hooks/useRowHeight';
import { useSettledRows } from '../../hooks/useSettledRows';
import { useTableQuery } from '../../hooks/useTableQuery';
import { cleared, isFiltered } from '../../table/filters';
import { remembered } from '../../table/remembered';
import type { DataTableShape } from './DataColumn';
import { DataRow } from './DataRow';
import styles from './DataTable.module.css';
import { GridHead } from './GridHead';
import { Narrowing } from './Narrowing';
import { NoMatch } from './NoMatch';
import { TableNote } from './TableNote';
import { VirtualGrid } from './VirtualGrid';

/** How a thing is, and two lines of why. Must agree with the style sheet. */
const ROW_PX = 60;
const NARROW_ROW_PX = 172;

export interface DataTableProps<T> {
  /** What the rows are and how they are drawn: the same object at each call. */
  shape: DataTableShape<T>;
  rows: readonly T[];
}

/**
 * Rows of any feature, however many: narrowed and ordered by what is in the address, only those on the screen drawn. A row
 * that did not change must be the same object: what is made of it is then made once.
 */
export function DataTable<T extends object>({ shape: asked, rows }: DataTableProps<T>) {
  const shape = useMemo(() => withMemory(asked), [asked]);
  const sortable = useMemo(() => shape.columns.flatMap(({ by }) => by ?? []), [shape]);
  const { filters, sort, setFilters, setSort } = useTableQuery(sortable, shape.choices);
  const sorted = useOrderedRows({ shape, rows, filters, sort });
  const { held, handlers } = useHeld();
  const { keyOf } = shape;
  const asking = JSON.stringify([filters, sort]);
  const { settled, settle } = useSettledRows({ sorted, all: rows, keyOf, asked: asking, held });
  const rowHeight = useRowHeight(ROW_PX, shape.narrowRowPx ?? NARROW_ROW_PX);
  const clear = () => setFilters(cleared(filters));
  return (
    <div className={styles.page}>
      <Narrowing shape={shape} rows={rows} filters={filters} onChange={setFilters} />
      <TableNote
        noun={shape.noun}
        shown={sorted.length}
        total={rows.length}
        outOfDate={settled.outOfDate}
        onSettle={settle}
        onClear={isFiltered(filters) ? clear : undefined}
      />
      {settled.rows.length === 0 ? (
        <NoMatch noun={shape.noun} text={filters.text} onClear={clear} />
      ) : (
        <div style={columnsStyle(shape)}>
          <VirtualGrid
            label={shape.label}
            className={styles.scroller}
            settled={settled}
            keyOf={keyOf}
            rowHeight={rowHeight}
            held={handlers}
            head={
              <GridHead columns={shape.columns} sort={sort} onSort={setSort} rowClassName={styles.head} />
            }
            renderRow={(row, place) => <DataRow key={place.slot} {...place} shape={shape} row={row} />}
          />
        </div>
      )}
    </div>
  );
}

/** Texts to search are asked of every row at each letter that is typed: they are made once for each. */
function withMemory<T extends object>(shape: DataTableShape<T>): DataTableShape<T> {
  return {
    ...shape,
    textOf: remembered((row: T) => shape.textOf(row).toLocaleLowerCase('en')),
  };
}

/** A custom property is no known property of a style. */
function columnsStyle({ columns }: { columns: readonly { width: string }[] }): CSSProperties {
  const style: CSSProperties & Record<'--columns', string> = {
    '--columns': columns.map(({ width }) => width).join(' '),
  };
  return style;
}
