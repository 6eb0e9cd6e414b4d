import { isDeepStrictEqual } from 'node:util';
import { type DatabaseLine, lineOf, type Watching } from '@greenroom/plugin-databases-common';
import { type Source, verdictFrom } from '@greenroom/plugin-portal-common';
import type { SeenDatabase } from '../DatabaseSource';

/** A database as it is told: what was seen, with what its source is worth now, and who uses it. */
export interface Presented extends SeenDatabase {
  line: DatabaseLine;
  /** Of its source. */
  source: string;
  /** Entities that use it, and that its own side agrees to. */
  agreed: readonly string[];
}

export interface Around {
  source: Source;
  entityRefs: readonly string[];
  agreed: readonly string[];
  watching: Watching;
}

/** Never healthy from a source that is not live. The same object as `before` where it says the same. */
export function present(seen: SeenDatabase, around: Around, before: Presented | undefined): Presented {
  const { source, entityRefs, agreed, watching } = around;
  const { verdict } = seen.database;
  const isBelieved = source.freshness === 'live' || verdict.state === 'unknown';
  const database = {
    ...seen.database,
    entityRefs: [...entityRefs],
    verdict: isBelieved ? verdict : verdictFrom(verdict, [source]),
    watching,
    sources: [source],
  };
  const line = lineOf(database);
  const presented: Presented = {
    ...seen,
    database,
    line: before && isDeepStrictEqual(before.line, line) ? before.line : line,
    source: source.id,
    agreed,
  };
  return before && isDeepStrictEqual(before, presented) ? before : presented;
}
