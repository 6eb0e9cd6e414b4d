import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { type Answer, useAnswer, useStableList } from '@greenroom/plugin-portal-react';
import { useCallback } from 'react';
import { type NamedRoles, namedRoles } from '../home/named';

/** Which of these services name roles, and which of them asked to be watched, by entity ref: in one request. */
export function useNamedRoles(entityRefs: readonly string[]): Answer<ReadonlyMap<string, NamedRoles>> {
  const catalog = useApi(catalogApiRef);
  const asked = useStableList(entityRefs);
  return useAnswer(
    useCallback(async () => {
      const { items } =
        asked.length === 0
          ? { items: [] }
          : await catalog.getEntitiesByRefs({ entityRefs: [...asked], fields: ['metadata.annotations'] });
      return new Map(asked.flatMap((ref, index) => namedRoles(ref, items[index])));
    }, [catalog, asked]),
  );
}
