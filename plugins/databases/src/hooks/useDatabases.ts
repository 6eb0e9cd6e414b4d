import { DATABASES_TOPIC, type DatabaseLine, databaseLineSchema } from '@greenroom/plugin-databases-common';
import type { Source } from '@greenroom/plugin-portal-common';
import { believe, type TopicView, useRows, useTopic, worstFirst } from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { sourcesOfDatabase } from '../databases/sources';

const topic = { type: DATABASES_TOPIC, key: '' };

/** A line as far as it can be believed now; one that needs no change is the same object. */
export function believedLine(line: DatabaseLine, sources: readonly Source[]): DatabaseLine {
  return believe(line, sourcesOfDatabase(line, sources));
}

/** Every database this person may see, worst first, as far as it can be believed now. */
export function useDatabases(): { view: TopicView; lines: readonly DatabaseLine[]; unreadable: number } {
  const view = useTopic(topic);
  const { rows, unreadable } = useRows(view, databaseLineSchema);
  const { sources } = view;
  const lines = useMemo(
    () => [...rows.values()].map(line => believedLine(line, sources)).sort(worstFirst),
    [rows, sources],
  );
  return { view, lines, unreadable };
}
