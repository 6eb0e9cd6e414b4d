import { type Answer, useAnswer } from '@greenroom/plugin-portal-react';
import { useApi } from '@backstage/core-plugin-api';
import type { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { useCallback, useEffect, useState } from 'react';
import { after, runEventSchema, type RunProgress, startOf } from '../run/progress';

/** How long until a broken stream is opened again. */
const AGAIN_MS = 1500;

/** What is known of the run itself: whose it is, of which template, with which values. */
export function useTask(taskId: string): Answer<ScaffolderTask> {
  const scaffolder = useApi(scaffolderApiRef);
  return useAnswer(useCallback(() => scaffolder.getTask(taskId), [scaffolder, taskId]));
}

export interface LiveRun {
  run: RunProgress;
  /** The stream broke and is being opened again: what is shown may be old. */
  broken: boolean;
}

/** A run as it goes; the stream tells everything from the beginning, so a late or a second look sees the same. */
export function useRun(task: ScaffolderTask): LiveRun {
  const scaffolder = useApi(scaffolderApiRef);
  const [run, setRun] = useState(() => startOf(task.spec.steps));
  const [broken, setBroken] = useState(false);
  const over = run.state !== 'running';
  useEffect(() => {
    if (over) {
      return undefined;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    let subscription: { unsubscribe(): void } | undefined;
    let seen: number | undefined;
    const follow = () => {
      subscription = scaffolder.streamLogs({ taskId: task.id, after: seen }).subscribe({
        next: event => {
          const read = runEventSchema.safeParse(event);
          setBroken(false);
          if (read.success) {
            seen = read.data.id;
            setRun(before => after(before, read.data));
          }
        },
        error: () => {
          setBroken(true);
          timer = setTimeout(follow, AGAIN_MS);
        },
      });
    };
    follow();
    return () => {
      clearTimeout(timer);
      subscription?.unsubscribe();
    };
  }, [scaffolder, task.id, over]);
  return { run, broken };
}
