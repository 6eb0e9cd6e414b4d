import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { compareVerdicts, type Source } from '@greenroom/plugin-portal-common';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { TopicView } from '../api/StreamApi';
import { believe, type Said } from '../sources/believe';
import { useRows } from './useRows';
import { useTopic } from './useTopic';

/** Where a service runs, or what it has, as far as that can be believed now. */
export interface ServiceRows<T> {
  view: TopicView;
  /** Worst first. */
  rows: readonly ServiceRow<T>[];
  unreadable: number;
}

export interface ServiceRow<T> {
  /** The topic's row key. */
  key: string;
  row: T;
  /** Those that it was read from. */
  sources: readonly Source[];
}

/**
 * Follows what a topic says of the service whose page this is.
 *
 * @param type - of a topic whose key is the entity ref
 * @param sourcesOf - the sources of a row among those of the topic; the same function at each call
 */
export function useServiceRows<T extends Said>(
  type: string,
  schema: z.ZodType<T>,
  sourcesOf: (row: T, sources: readonly Source[]) => readonly Source[],
): ServiceRows<T> {
  const { entity } = useEntity();
  const view = useTopic({ type, key: stringifyEntityRef(entity) });
  const { rows, unreadable } = useRows(view, schema);
  const { sources } = view;
  const believed = useMemo(() => believedRows(rows, sources, sourcesOf), [rows, sources, sourcesOf]);
  return { view, rows: believed, unreadable };
}

/** Rows as far as they can be believed now, worst first. */
export function believedRows<T extends Said>(
  rows: Iterable<readonly [key: string, row: T]>,
  sources: readonly Source[],
  sourcesOf: (row: T, sources: readonly Source[]) => readonly Source[],
): ServiceRow<T>[] {
  return [...rows]
    .map(([key, row]) => {
      const own = sourcesOf(row, sources);
      return { key, row: believe(row, own), sources: own };
    })
    .sort(worstFirst);
}

function worstFirst<T extends Said>(a: ServiceRow<T>, b: ServiceRow<T>): number {
  return compareVerdicts(a.row.verdict, b.row.verdict) || (a.key < b.key ? -1 : 1);
}
