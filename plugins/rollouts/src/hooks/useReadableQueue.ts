import { type TopicView, useTopic } from '@greenroom/plugin-portal-react';
import { PROMOTION_QUEUE_TOPIC } from '@greenroom/plugin-rollouts-common';
import { useEffect, useMemo, useState } from 'react';
import { readSome } from '../queue/entries';

const topic = { type: PROMOTION_QUEUE_TOPIC, key: '' };

/**
 * The queue's topic with rows that have all been read, so that asking for them costs nothing. Thousands that come at
 * once are read a few in a task; until then it is as it was before they came.
 */
export function useReadableQueue(): TopicView {
  const view = useTopic(topic);
  const { rows } = view;
  const [read, setRead] = useState<TopicView['rows']>();
  const isRead = useMemo(() => rows === undefined || readSome(rows), [rows]);
  useEffect(() => {
    if (!rows || isRead) {
      setRead(rows);
      return undefined;
    }
    let timer = setTimeout(function readOn() {
      if (readSome(rows)) {
        setRead(rows);
      } else {
        timer = setTimeout(readOn);
      }
    });
    return () => clearTimeout(timer);
  }, [rows, isRead]);
  return useMemo(() => {
    if (isRead || read === rows) {
      return view;
    }
    return read ? { ...view, rows: read } : { state: 'connecting', sources: view.sources };
  }, [view, rows, read, isRead]);
}
