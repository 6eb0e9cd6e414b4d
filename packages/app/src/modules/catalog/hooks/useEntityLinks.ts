import { type CompoundEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import techdocsPlugin from '@backstage/plugin-techdocs/alpha';
import { useCallback } from 'react';

type Link = (entity: CompoundEntityRef) => string;

/** The address of an entity's page. */
export function useEntityLink(): Link {
  const route = useRouteRef(entityRouteRef);
  return useCallback(entity => route?.(inAddress(entity)) ?? '/', [route]);
}

/** The address of an entity's documentation. */
export function useDocsLink(): Link {
  const route = useRouteRef(techdocsPlugin.routes.docRoot);
  return useCallback(entity => route?.(inAddress(entity)) ?? '/', [route]);
}

function inAddress({ kind, namespace, name }: CompoundEntityRef) {
  return { kind: kind.toLocaleLowerCase('en'), namespace: namespace.toLocaleLowerCase('en'), name };
}
