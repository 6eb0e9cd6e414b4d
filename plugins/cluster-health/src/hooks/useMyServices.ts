import { stringifyEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { SERVICES_TOPIC, serviceLineSchema } from '@greenroom/plugin-cluster-health-common';
import {
  believer,
  type Answer,
  type TopicView,
  useAnswer,
  useRows,
  useTopic,
} from '@greenroom/plugin-portal-react';
import { useCallback, useMemo } from 'react';
import { type MyService, myServices } from '../home/myServices';

const topic = { type: SERVICES_TOPIC, key: '' };
const fields = ['kind', 'metadata.namespace', 'metadata.name'];

/** The services that this person or one of their groups owns, as the catalog knows it. */
function useMine(): Answer<ReadonlySet<string>> {
  const identity = useApi(identityApiRef);
  const catalog = useApi(catalogApiRef);
  return useAnswer(
    useCallback(async () => {
      const { ownershipEntityRefs } = await identity.getBackstageIdentity();
      const { items } = await catalog.getEntities({
        filter: { 'relations.ownedBy': ownershipEntityRefs },
        fields,
      });
      return new Set(items.map(entity => stringifyEntityRef(entity)));
    }, [identity, catalog]),
  );
}

/** How one's own services are, worst first; `mine` is what the catalog said of whose they are. */
export function useMyServices(): {
  view: TopicView;
  mine: Answer<ReadonlySet<string>>;
  services: readonly MyService[];
} {
  const view = useTopic(topic);
  const { rows } = useRows(view, serviceLineSchema);
  const mine = useMine();
  const { sources } = view;
  const owned = mine.value;
  const services = useMemo(
    () => (owned ? myServices([...rows.values()].map(believer(sources)), owned) : []),
    [rows, sources, owned],
  );
  return { view, mine, services };
}
