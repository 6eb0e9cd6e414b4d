import { type Answer, useAnswer } from '@greenroom/plugin-portal-react';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';
import { type GoldenPath, readPath, sortPaths } from '../paths/goldenPath';

/** More paths than a page can hold would be a catalog of its own. */
const MOST = 100;

/** The golden paths that the person may see, by title. */
export function usePaths(): Answer<GoldenPath[]> {
  const catalog = useApi(catalogApiRef);
  const ask = useCallback(async () => {
    const { items } = await catalog.queryEntities({
      filter: { kind: 'Template' },
      fields: ['kind', 'metadata', 'relations'],
      limit: MOST,
    });
    return sortPaths(items.map(readPath));
  }, [catalog]);
  return useAnswer(ask);
}
