import type { TopicData } from '@greenroom/plugin-portal-common';
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
