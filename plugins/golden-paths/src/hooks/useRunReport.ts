import { readRefusal, type Refusal } from '@greenroom/plugin-portal-react';
import { useApi } from '@backstage/core-plugin-api';
import type { RunReport } from '@greenroom/plugin-golden-paths-common';
import { useEffect, useState } from 'react';
import { goldenPathsApiRef } from '../api/GoldenPathsApi';

export interface ReportOfRun {
  /** With a refusal: the last one that was told, which may be old. */
  report?: RunReport;
  refusal?: Refusal;
  again: () => void;
}

/** What a run has made; asked again whenever `about` is another text: what it did since may have made more. */
export function useRunReport(taskId: string, about: string): ReportOfRun {
  const api = useApi(goldenPathsApiRef);
  const [held, setHeld] = useState<Omit<ReportOfRun, 'again'>>({});
  const [times, setTimes] = useState(0);
  useEffect(() => {
    let current = true;
    api.run(taskId).then(
      report => current && setHeld({ report }),
      error => current && setHeld(({ report }) => ({ report, refusal: readRefusal(error, 'question') })),
    );
    return () => {
      current = false;
    };
  }, [api, taskId, about, times]);
  return { ...held, again: () => setTimes(n => n + 1) };
}
