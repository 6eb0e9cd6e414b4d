import { byText, compareValues, type Compare } from '@greenroom/plugin-portal-react';
import { compareVerdicts } from '@greenroom/plugin-portal-common';
import { type RolloutRow, rolloutKey } from '@greenroom/plugin-rollouts-common';

const columns = ['state', 'service', 'place', 'name', 'since'] as const;
/** What the table can be ordered by; `state` is worst first. */
export type SortColumn = (typeof columns)[number];
export interface Sort {
  by: SortColumn;
  descending: boolean;
}

export const worstFirst: Sort = { by: 'state', descending: false };

/** Reads the order from the address of the page: `sort=since` or `sort=-since`. */
export function readSort(params: URLSearchParams): Sort {
  const written = params.get('sort') ?? '';
  const by = columns.find(column => column === written.replace(/^-/, ''));
  return by ? { by, descending: written.startsWith('-') } : worstFirst;
}

export function writeSort(sort: Sort, params: URLSearchParams): URLSearchParams {
  const written = new URLSearchParams(params);
  written.delete('sort');
  if (sort.by !== worstFirst.by || sort.descending) {
    written.set('sort', `${sort.descending ? '-' : ''}${sort.by}`);
  }
  return written;
}

/** The longest first: instants are RFC 3339 UTC, so that text order is time order. */
const oldestFirst = byText<RolloutRow>(row => row.since);

const orders: Record<SortColumn, readonly Compare<RolloutRow>[]> = {
  state: [(a, b) => compareVerdicts(a.verdict, b.verdict), oldestFirst],
  service: [byText<RolloutRow>(row => row.entityRef)],
  place: [byText<RolloutRow>(row => row.cluster), byText<RolloutRow>(row => row.namespace)],
  name: [byText<RolloutRow>(row => row.name)],
  since: [oldestFirst],
};

/** A total order: equal rows fall back to their key, so that it never depends on the order of arrival. */
export function compareRows(sort: Sort): Compare<RolloutRow> {
  const steps = [...orders[sort.by]];
  const sign = sort.descending ? -1 : 1;
  return (a, b) => {
    for (const step of steps) {
      const found = step(a, b);
      if (found !== 0) {
        return sign * found;
      }
    }
    return compareValues(rolloutKey(a), rolloutKey(b));
  };
}
