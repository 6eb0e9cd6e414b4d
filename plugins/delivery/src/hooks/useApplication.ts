import {
  type Application,
  applicationKey,
  type ApplicationRef,
  applicationSchema,
  type ChangeRequest,
  changeRequestSchema,
  DELIVERY_APPLICATION_TOPIC,
} from '@greenroom/plugin-delivery-common';
import { type TopicView, useRows, useTopic } from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { z } from 'zod';

const rowSchema = z.union([applicationSchema, changeRequestSchema]);

/** One Application, live, with what was asked of git about it, newest first. */
export function useApplication(ref: ApplicationRef): {
  view: TopicView;
  application: Application | undefined;
  changes: readonly ChangeRequest[];
  unreadable: number;
} {
  const view = useTopic({ type: DELIVERY_APPLICATION_TOPIC, key: applicationKey(ref) });
  const { rows, unreadable } = useRows(view, rowSchema);
  return useMemo(() => {
    const all = [...rows.values()];
    const changes = all.flatMap(row => ('toRevision' in row ? [row] : []));
    return {
      view,
      application: all.flatMap(row => ('sync' in row ? [row] : []))[0],
      changes: changes.sort((a, b) => (a.at < b.at ? 1 : -1)),
      unreadable,
    };
  }, [rows, view, unreadable]);
}
