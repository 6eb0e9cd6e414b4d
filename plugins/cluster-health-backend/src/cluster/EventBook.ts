import type { EventRow, RowChange } from '@greenroom/cluster-access';
import type { EventLine } from '@greenroom/plugin-cluster-health-common';
import { eventGroup, eventLine, isClusterWide } from '../reading';

/** As many as a page shows of a cluster. */
const NEWEST = 200;

/** What was told in the same words, with where it belongs. */
export interface ToldLine {
  /** Absent for what is about something without a namespace. */
  namespace?: string;
  line: EventLine;
}

/** The warnings of a cluster as lines: kept up event by event. */
export class EventBook {
  readonly #groups = new Map<string, Map<string, EventRow>>();
  readonly #lines = new Map<string, ToldLine>();
  readonly #touched = new Set<string>();

  apply({ key, row, before }: RowChange<EventRow>): void {
    if (before) {
      this.#remove(key, eventGroup(before));
    }
    if (row) {
      const at = eventGroup(row);
      const group = this.#groups.get(at) ?? new Map<string, EventRow>();
      this.#groups.set(at, group.set(key, row));
      this.#touched.add(at);
    }
  }

  /** Whether there is something new to tell. */
  settle(): boolean {
    const isOther = this.#touched.size > 0;
    for (const id of this.#touched) {
      const [first, ...others] = this.#groups.get(id)?.values() ?? [];
      if (first) {
        const line = eventLine([first, ...others]);
        this.#lines.set(id, { line, ...(!isClusterWide(first) && { namespace: first.namespace }) });
      } else {
        this.#lines.delete(id);
      }
    }
    this.#touched.clear();
    return isOther;
  }

  /** The newest first. */
  newest(): ToldLine[] {
    const lines = [...this.#lines.values()];
    return lines.sort((a, b) => (a.line.at < b.line.at ? 1 : -1)).slice(0, NEWEST);
  }

  /** Of one namespace, about these and about what they made, whose names begin with theirs; the newest first. */
  about(namespace: string, names: readonly string[], most: number): EventLine[] {
    const own = [...this.#lines.values()].flatMap(told =>
      told.namespace === namespace && names.some(name => isOf(name, told.line.object.name))
        ? [told.line]
        : [],
    );
    return own.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, most);
  }

  #remove(key: string, at: string): void {
    const group = this.#groups.get(at);
    group?.delete(key);
    if (group?.size === 0) {
      this.#groups.delete(at);
    }
    this.#touched.add(at);
  }
}

function isOf(name: string, other: string): boolean {
  return other === name || other.startsWith(`${name}-`);
}
