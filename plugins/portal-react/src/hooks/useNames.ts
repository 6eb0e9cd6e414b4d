import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { type Names, noNames } from '../people/names';

const fields = ['kind', 'metadata.namespace', 'metadata.name', 'metadata.title', 'spec.profile.displayName'];

const profileSchema = z.object({ profile: z.object({ displayName: z.string().min(1) }) });

function displayName(entity: Entity | undefined): string | undefined {
  return profileSchema.safeParse(entity?.spec).data?.profile.displayName ?? entity?.metadata.title;
}

/** What the catalog calls these people and groups; those it does not know are left out, and the page does without. */
export function useNames(refs: readonly string[]): Names {
  const catalog = useApi(catalogApiRef);
  const [names, setNames] = useState(noNames);
  const asked = [...refs].sort().join('\n');
  useEffect(() => {
    let current = true;
    const entityRefs = asked.split('\n').filter(Boolean);
    if (entityRefs.length > 0) {
      catalog.getEntitiesByRefs({ entityRefs, fields }).then(
        ({ items }) => {
          const found = entityRefs.map((ref, index): [string, string | undefined] => [
            ref,
            displayName(items[index]),
          ]);
          const known = found.flatMap(([ref, name]): [string, string][] => (name ? [[ref, name]] : []));
          return current && setNames(new Map(known));
        },
        () => {},
      );
    }
    return () => {
      current = false;
    };
  }, [catalog, asked]);
  return names;
}
