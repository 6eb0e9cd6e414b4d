import type { ClusterSection } from '@greenroom/plugin-cluster-health-common';
import { RowReader } from '@greenroom/plugin-portal-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { z } from 'zod';
import { sectionRows, type Sections } from '../cluster/sections';

/** About twenty milliseconds' worth on a slow machine. */
const STEP = 1000;

export interface ReadSection<T> {
  rows: readonly T[];
  /** How many rows could not be read: say so on the page. */
  unreadable: number;
}

const nothing: ReadSection<never> = { rows: [], unreadable: 0 };

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
): ReadSection<T> & { isReading: boolean } {
  const unread = sectionRows(sections, section);
  const reader = useMemo(() => new RowReader(schema), [schema]);
  const [, setSteps] = useState(0);
  const isRead = reader.readSome(unread, STEP);
  useEffect(() => {
    const timer = isRead ? undefined : setTimeout(() => setSteps(steps => steps + 1));
    return () => clearTimeout(timer);
  });
  const { rows, unreadable } = reader;
  const read = useMemo(
    () => (isRead ? { rows: rows.list(), unreadable } : undefined),
    [isRead, rows, unreadable],
  );
  const held = useRef<ReadSection<T>>();
  useLayoutEffect(() => {
    held.current = read ?? held.current;
  }, [read]);
  const shown = read ?? held.current;
  return { ...(shown ?? nothing), isReading: shown === undefined };
}
