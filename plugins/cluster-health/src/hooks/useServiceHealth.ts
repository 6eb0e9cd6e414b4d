import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  SERVICE_TOPIC,
  type ServiceHealth,
  serviceHealthSchema,
} from '@greenroom/plugin-cluster-health-common';
import { compareVerdicts } from '@greenroom/plugin-portal-common';
import { type TopicView, useRows, useTopic } from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { believer } from '../believe';

const worstFirst = (a: ServiceHealth, b: ServiceHealth) =>
  compareVerdicts(a.verdict, b.verdict) ||
  (`${a.cluster}/${a.namespace}` < `${b.cluster}/${b.namespace}` ? -1 : 1);

/** How the service whose page this is does, wherever it runs, worst first. */
export function useServiceHealth(): {
  view: TopicView;
  places: readonly ServiceHealth[];
  unreadable: number;
} {
  const { entity } = useEntity();
  const view = useTopic({ type: SERVICE_TOPIC, key: stringifyEntityRef(entity) });
  const { rows, unreadable } = useRows(view, serviceHealthSchema);
  const { sources } = view;
  const places = useMemo(() => [...rows.values()].map(believer(sources)).sort(worstFirst), [rows, sources]);
  return { view, places, unreadable };
}
