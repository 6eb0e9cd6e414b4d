import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { compareVerdicts } from '@greenroom/plugin-portal-common';
import {
  type Application,
  applicationKey,
  applicationSchema,
  DELIVERY_SERVICE_TOPIC,
} from '@greenroom/plugin-delivery-common';
import { type TopicView, useRows, useTopic } from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';

const worstFirst = (a: Application, b: Application) =>
  compareVerdicts(a.verdict, b.verdict) || (applicationKey(a) < applicationKey(b) ? -1 : 1);

/** What delivers the service whose page this is, in every cluster, worst first. */
export function useServiceDelivery(): {
  view: TopicView;
  applications: readonly Application[];
  unreadable: number;
} {
  const { entity } = useEntity();
  const view = useTopic({ type: DELIVERY_SERVICE_TOPIC, key: stringifyEntityRef(entity) });
  const { rows, unreadable } = useRows(view, applicationSchema);
  const applications = useMemo(() => [...rows.values()].sort(worstFirst), [rows]);
  return { view, applications, unreadable };
}
