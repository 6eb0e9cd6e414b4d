import { useMemo } from 'react';
import type { Compare } from '../table/order';
import { useOrdered } from './useOrderedRows';

const every = () => true;

/** All of these in order; only those that changed since are looked at. @param order - a total one, the same at each call */
export function useRanked<T>(rows: readonly T[], order: Compare<T>): readonly T[] {
  return useOrdered(useMemo(() => ({ rows, order, passes: every }), [rows, order]));
}
