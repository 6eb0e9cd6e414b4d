import { useApi } from '@backstage/core-plugin-api';
import { useCallback, useEffect, useRef, useState } from 'react';
import { sandboxApiRef, type Scenario, type ScenarioAct } from '../api/sandbox/SandboxApi';
import { describeAnswer } from '../api/sandbox/describeAnswer';
import { usePageVisible } from './usePageVisible';

const POLL_MS = 5_000;
const ANSWER_MS = 4_000;

export interface ScenarioView {
  /** Where the sandbox is; absent when the portal does not run on one. */
  url?: string;
  /** As of the last answer, which came when the page’s clock showed `askedAt` (milliseconds of `performance.now`). */
  scenario?: Scenario;
  askedAt?: number;
  /** Why there is no newer answer. */
  failure?: string;
  /** The act that is under way. */
  acting?: ScenarioAct['act'];
  /** Why the last act did not happen. */
  refused?: string;
  perform(act: ScenarioAct): Promise<void>;
}

/** The scenario, asked for every five seconds while somebody sees the page, and at once after an act. */
export function useScenario(): ScenarioView {
  const { sandbox } = useApi(sandboxApiRef);
  const visible = usePageVisible();
  const [view, setView] = useState<Omit<ScenarioView, 'url' | 'perform'>>({});
  const asking = useRef<AbortController>();

  const ask = useCallback(async () => {
    asking.current?.abort();
    const abort = new AbortController();
    asking.current = abort;
    const timer = setTimeout(() => abort.abort(new DOMException('no answer', 'TimeoutError')), ANSWER_MS);
    try {
      const scenario = await sandbox?.scenario(abort.signal);
      setView(before => ({ ...before, scenario, askedAt: performance.now(), failure: undefined }));
    } catch (error) {
      if (asking.current === abort) {
        setView(before => ({ ...before, failure: describeAnswer(error) }));
      }
    } finally {
      clearTimeout(timer);
    }
  }, [sandbox]);

  useEffect(() => {
    if (!sandbox || !visible) {
      return undefined;
    }
    ask();
    const timer = setInterval(ask, POLL_MS);
    return () => {
      clearInterval(timer);
      asking.current?.abort();
      asking.current = undefined;
    };
  }, [sandbox, visible, ask]);

  const perform = useCallback(
    async (act: ScenarioAct) => {
      setView(before => ({ ...before, acting: act.act, refused: undefined }));
      try {
        await sandbox?.perform(act);
      } catch (error) {
        setView(before => ({ ...before, refused: describeAnswer(error) }));
      }
      await ask();
      setView(before => ({ ...before, acting: undefined }));
    },
    [sandbox, ask],
  );

  return { ...view, url: sandbox?.url, perform };
}
