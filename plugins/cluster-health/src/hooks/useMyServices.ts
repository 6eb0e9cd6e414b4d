import { SERVICES_TOPIC, serviceLineSchema } from '@greenroom/plugin-cluster-health-common';
import {
  believer,
  type Answer,
  type TopicView,
  useOwned,
  useRows,
  useTopic,
} from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { type MyService, myServices } from '../home/myServices';

const topic = { type: SERVICES_TOPIC, key: '' };
/** How one's own services are, worst first; `mine` is what the catalog said of whose they are. */
export function useMyServices(): {
  view: TopicView;
  mine: Answer<ReadonlySet<string>>;
  services: readonly MyService[];
} {
  const view = useTopic(topic);
  const { rows } = useRows(view, serviceLineSchema);
  const mine = useOwned();
  const { sources } = view;
  const owned = mine.value;
  const services = useMemo(
    () => (owned ? myServices([...rows.values()].map(believer(sources)), owned) : []),
    [rows, sources, owned],
  );
  return { view, mine, services };
}
