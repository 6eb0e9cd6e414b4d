import { RELATION_OWNED_BY, type Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';
import type { Owners } from '../all/filters';

const nobody: Owners = new Map();

const fields = ['kind', 'metadata.namespace', 'metadata.name', 'relations'];

const ownersOf = (entity: Entity | undefined) =>
  (entity?.relations ?? [])
    .filter(({ type }) => type === RELATION_OWNED_BY)
    .map(({ targetRef }) => targetRef);

/**
 * Who owns these entities, as the catalog knows it. Asked once for each set of entities; until it answers, and when
 * it does not, nobody is known to own anything and the page does without.
 */
export function useOwners(entityRefs: readonly string[]): Owners {
  const catalog = useApi(catalogApiRef);
  const [owners, setOwners] = useState(nobody);
  const asked = entityRefs.join('\n');
  useEffect(() => {
    let current = true;
    const refs = asked.split('\n').filter(Boolean);
    const found = refs.length > 0 ? catalog.getEntitiesByRefs({ entityRefs: refs, fields }) : undefined;
    found?.then(
      ({ items }) => current && setOwners(new Map(refs.map((ref, index) => [ref, ownersOf(items[index])]))),
      () => current && setOwners(nobody),
    );
    return () => {
      current = false;
    };
  }, [catalog, asked]);
  return owners;
}
