import type { DeltaFrame, TopicData } from '@greenroom/plugin-portal-common';
import { sameJson } from './sameJson';

/**
 * The rows of `data`, where every row whose content did not change is the object that was held before, and the map
 * itself too if nothing changed: what is drawn from it is then not drawn again.
 */
export function keepRows(
  held: ReadonlyMap<string, unknown> | undefined,
  data: TopicData,
): ReadonlyMap<string, unknown> {
  const rows = new Map<string, unknown>();
  let changed = false;
  for (const [key, row] of Object.entries(data)) {
    const before = held?.get(key);
    const same = held?.has(key) === true && sameJson(before, row);
    rows.set(key, same ? before : row);
    changed ||= !same;
  }
  return held && !changed && held.size === rows.size ? held : rows;
}

/**
 * The rows after a change of some: only those are compared, for there may be tens of thousands of others. What did not
 * change is the same object, and the map itself too if nothing did.
 */
export function changeRows(
  held: ReadonlyMap<string, unknown>,
  { upserts, removals }: Pick<DeltaFrame, 'upserts' | 'removals'>,
): ReadonlyMap<string, unknown> {
  const changed = Object.entries(upserts).filter(
    ([key, row]) => !held.has(key) || !sameJson(held.get(key), row),
  );
  const gone = removals.filter(key => held.has(key));
  if (changed.length === 0 && gone.length === 0) {
    return held;
  }
  const rows = new Map(held);
  changed.forEach(([key, row]) => rows.set(key, row));
  gone.forEach(key => rows.delete(key));
  return rows;
}
