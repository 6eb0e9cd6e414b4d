import { type Answer, useAnswer } from '@greenroom/plugin-portal-react';
import { useApi } from '@backstage/core-plugin-api';
import type { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { useCallback, useState } from 'react';

const PAGE = 50;

export interface Runs extends Answer<{ tasks: ScaffolderTask[]; total: number }> {
  /** Where there are older ones. */
  older?: () => void;
}

/** Runs, newest first; those of others too where the person may see them. */
export function useRuns(mine: boolean): Runs {
  const scaffolder = useApi(scaffolderApiRef);
  const [limit, setLimit] = useState(PAGE);
  const ask = useCallback(async () => {
    const { tasks, totalTasks = tasks.length } = await scaffolder.listTasks({
      filterByOwnership: mine ? 'owned' : 'all',
      limit,
    });
    return { tasks, total: totalTasks };
  }, [scaffolder, mine, limit]);
  const answer = useAnswer(ask);
  const more = answer.value && answer.value.total > answer.value.tasks.length;
  return { ...answer, older: more ? () => setLimit(n => n + PAGE) : undefined };
}
