import { useApi } from '@backstage/frontend-plugin-api';
import { readRefusal } from '@greenroom/plugin-portal-react';
import { useCallback, useEffect, useReducer, useState } from 'react';
import { type LogQuery, logsApiRef } from '../api/LogsApi';
import { type LogEvent, type LogState, nothingRead, readOn } from '../log/LogState';

/** Lines that come within this are drawn together. */
const DRAWN_EVERY_MS = 100;

const next = (state: LogState, event: LogEvent) => readOn(state, event);

/** A container's log, read as long as somebody looks at it. */
export function useLog(query: LogQuery): { state: LogState; again: () => void } {
  const api = useApi(logsApiRef);
  const [state, tell] = useReducer(next, nothingRead);
  const [times, setTimes] = useState(0);
  const { cluster, namespace, pod, container, previous, follow, sinceSeconds } = query;
  useEffect(() => {
    const reading = new AbortController();
    const asked = { cluster, namespace, pod, container, previous, follow, sinceSeconds };
    const pieces = gather(text => tell({ type: 'came', text }));
    const told = (event: LogEvent) => {
      pieces.flush();
      if (!reading.signal.aborted) {
        tell(event);
      }
    };
    tell({ type: 'asked' });
    const read = async () => {
      for await (const text of api.open(asked, reading.signal)) {
        if (reading.signal.aborted) {
          return;
        }
        pieces.add(text);
      }
    };
    read().then(
      () => told({ type: 'ended' }),
      error => told({ type: 'failed', refusal: readRefusal(error, 'question') }),
    );
    return () => {
      pieces.stop();
      reading.abort();
    };
  }, [api, cluster, namespace, pod, container, previous, follow, sinceSeconds, times]);
  return { state, again: useCallback(() => setTimes(n => n + 1), []) };
}

/** Puts together what comes in a moment. */
function gather(give: (text: string) => void) {
  let held: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const text = held.join('');
    held = [];
    if (text !== '') {
      give(text);
    }
  };
  return {
    add(text: string) {
      held.push(text);
      timer ??= setTimeout(flush, DRAWN_EVERY_MS);
    },
    flush,
    stop() {
      clearTimeout(timer);
      held = [];
    },
  };
}
