import { stringifyEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';
import { type Answer, useAnswer } from '../answers/useAnswer';

const fields = ['kind', 'metadata.namespace', 'metadata.name'];

/** What this person or one of their groups owns, as the catalog knows it: entity refs. */
export function useOwned(): Answer<ReadonlySet<string>> {
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
