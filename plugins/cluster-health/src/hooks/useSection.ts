import type { ClusterSection } from '@greenroom/plugin-cluster-health-common';
import { useEffect, useMemo, useState } from 'react';
import type { z } from 'zod';
import { type ReadRows, RowReader } from '../cluster/RowReader';
import { sectionRows, type Sections } from '../cluster/sections';

const noRows: readonly never[] = [];

/**
 * The rows of one section. Thousands that come at once are read some in a task, so that the page answers in between; until
 * all are, the rows are those of before, and `isReading` where there were none.
 *
 * @param schema - of the section's rows
 */
export function useSection<T>(
  sections: Sections,
  section: ClusterSection,
  schema: z.ZodType<T>,
): ReadRows<T> & { isReading: boolean } {
  const unread = sectionRows(sections, section);
  const reader = useMemo(() => new RowReader(schema), [schema]);
  const isRead = useReadOn(reader, unread);
  const read = useMemo(() => (isRead ? reader.rows(unread) : undefined), [reader, unread, isRead]);
  const [held, setHeld] = useState(read);
  useEffect(() => setHeld(now => read ?? now), [read]);
  const shown = read ?? held;
  return {
    rows: shown?.rows ?? noRows,
    unreadable: shown?.unreadable ?? 0,
    isReading: shown === undefined,
  };
}

/** Reads on, a task at a time; whether it is done. */
function useReadOn<T>(reader: RowReader<T>, unread: ReadonlyMap<string, unknown>): boolean {
  const [readOn, setReadOn] = useState<ReadonlyMap<string, unknown>>();
  const atOnce = useMemo(() => reader.readSome(unread), [reader, unread]);
  const isRead = atOnce || readOn === unread;
  useEffect(() => {
    if (isRead) {
      return undefined;
    }
    let timer = setTimeout(function some() {
      if (reader.readSome(unread)) {
        setReadOn(unread);
      } else {
        timer = setTimeout(some);
      }
    });
    return () => clearTimeout(timer);
  }, [reader, unread, isRead]);
  return isRead;
}
