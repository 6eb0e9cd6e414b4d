import { RowMap } from '@greenroom/plugin-portal-common';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { TopicView } from '../api/StreamApi';
import { type Rows, useRows } from './useRows';

/**
 * The rows of one section of a topic that has several. Rows that belong to no section that a page knows are in none: a newer
 * server has more.
 *
 * @param sectionOf - by the row's key; the same function at each call
 */
export function useSectionRows<S extends string, T>(
  { rows: all }: Pick<TopicView, 'rows'>,
  sectionOf: (key: string) => S | undefined,
  section: S,
  schema: z.ZodType<T>,
): Rows<T> {
  const rows = useMemo(() => {
    const own = [...(all ?? [])].filter(([key]) => sectionOf(key) === section);
    return (all ?? RowMap.of()).none().with(own);
  }, [all, sectionOf, section]);
  return useRows({ rows }, schema);
}
