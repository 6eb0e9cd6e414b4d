import { useApi } from '@backstage/frontend-plugin-api';
import {
  type Database,
  type MetricsAnswer,
  metricsOf,
  type Series,
  seriesSchema,
  TAIL_TOPIC,
} from '@greenroom/plugin-databases-common';
import {
  type Answer,
  type TopicView,
  useAnswer,
  useRows,
  useTicking,
  useTopic,
} from '@greenroom/plugin-portal-react';
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { databasesApiRef } from '../api/DatabasesApi';
import { type Histories, historiesOf, hasHole, since, withTails } from '../charts/history';
import { aligned, lengths, periodOf, type Range, windowOf } from '../charts/range';

const nothing: Histories = new Map();
const minute = (now: Date) => Math.floor(now.getTime() / 60_000) * 60;

export interface SeriesView {
  histories: Histories;
  answer: Answer<MetricsAnswer>;
  tail: TopicView;
}

/** What was measured in a range, and what is being measured where that reaches until now. */
export function useSeries(
  { id, engine }: Pick<Database, 'id' | 'engine'>,
  range: Range,
  isLive: boolean,
): SeriesView {
  const answer = useHistory(id, engine, range);
  const tail = useTopic(isLive ? { type: TAIL_TOPIC, key: id } : undefined);
  const { rows } = useRows(tail, seriesSchema);
  const [histories, change] = useReducer(changed, nothing);
  const oldest = 'length' in range ? lengths[range.length] : undefined;
  const { value, refusal, again } = answer;
  // Where the history cannot be had, what comes is shown all the same.
  const isAnswered = value !== undefined || refusal !== undefined;
  useEffect(() => {
    if (value) {
      change({ history: value.series });
    }
  }, [value]);
  useEffect(() => {
    if (isAnswered && rows.size > 0) {
      change({ tail: [...rows.values()], oldest });
    }
  }, [isAnswered, value, rows, oldest]);
  const isHoled = useMemo(() => hasHole(historiesOf(value?.series ?? []), rows.values()), [value, rows]);
  const isBehind = isHoled && hasHole(histories, rows.values());
  useEffect(() => {
    if (isBehind) {
      again();
    }
  }, [isBehind, again]);
  return { histories, answer, tail };
}

type Change = { history: readonly Series[] } | { tail: readonly Series[]; oldest: number | undefined };

function changed(held: Histories, change: Change): Histories {
  if ('history' in change) {
    return historiesOf(change.history);
  }
  const next = withTails(held, change.tail);
  const newest = Math.max(...[...next.values()].map(({ at }) => at.at(-1) ?? 0));
  // One period of what has gone out of sight is kept: its line comes in from the left.
  return change.oldest === undefined ? next : since(next, newest - change.oldest - 3600);
}

/** Asked for when the range is another one, not as time goes: the tail brings what is new. What could not be had is, each minute. */
function useHistory(id: string, engine: Database['engine'], range: Range): Answer<MetricsAnswer> {
  const api = useApi(databasesApiRef);
  const minuteNow = useTicking(minute);
  const now = useRef(minuteNow);
  now.current = minuteNow;
  const ask = useCallback(
    (signal: AbortSignal) => {
      const window = windowOf(range, now.current + 60);
      const periodSeconds = periodOf(window, now.current);
      const { from, to } = aligned(window, periodSeconds);
      return api.metrics(id, { names: metricsOf(engine), from, to, periodSeconds }, signal);
    },
    [api, id, engine, range],
  );
  const answer = useAnswer(ask);
  const { value, refusal, again } = answer;
  const isToBeHad = useRef(false);
  isToBeHad.current = value?.aged !== undefined || refusal?.name === 'ServiceUnavailableError';
  useEffect(() => {
    if (isToBeHad.current) {
      again();
    }
  }, [minuteNow, again]);
  return answer;
}
