import { type Answer, useAnswer } from '@greenroom/plugin-portal-react';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';
import { goldenPathsApiRef } from '../api/GoldenPathsApi';
import { type EntityChoice, readChoice, sortChoices } from '../form/entityChoice';
import type { CatalogFilter } from '../form/schema';

/** A picker of more than these is searched by nobody. */
const MOST = 500;

/** The groups that may own something: those the person is in first, and which those are. */
export function useOwners(filter: CatalogFilter = { kind: 'Group' }): Answer<EntityChoice[]> {
  const me = useApi(goldenPathsApiRef);
  const choices = useEntityChoices(filter);
  const mine = useAnswer(useCallback(() => me.me(), [me]));
  const groups = mine.value?.groups ?? [];
  const settled = mine.value !== undefined || mine.refusal !== undefined;
  return {
    ...choices,
    value:
      choices.value && settled
        ? sortChoices(choices.value.map(choice => ({ ...choice, mine: groups.includes(choice.ref) })))
        : undefined,
  };
}

/** Entities to choose from, by name. `filter` may be another object each time as long as it says the same. */
export function useEntityChoices(filter: CatalogFilter): Answer<EntityChoice[]> {
  const catalog = useApi(catalogApiRef);
  const asked = JSON.stringify(filter);
  const ask = useCallback(async () => {
    const { items } = await catalog.queryEntities({
      filter: JSON.parse(asked) as CatalogFilter,
      fields: [
        'kind',
        'metadata.namespace',
        'metadata.name',
        'metadata.title',
        'spec.profile.displayName',
        'spec.type',
      ],
      limit: MOST,
    });
    return sortChoices(items.map(readChoice));
  }, [catalog, asked]);
  return useAnswer(ask);
}
