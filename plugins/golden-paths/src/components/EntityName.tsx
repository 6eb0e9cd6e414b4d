import { parseEntityRef } from '@backstage/catalog-model';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { useAddresses } from '../hooks/useAddresses';

/** An entity as the catalog calls it, leading to its page where there is one. */
export function EntityName({ entityRef }: { entityRef: string }) {
  const { entity } = useAddresses();
  const { kind, namespace } = parseEntityRef(entityRef);
  const { primaryTitle } = useEntityPresentation(entityRef, {
    defaultKind: kind,
    defaultNamespace: namespace,
  });
  const href = entity(entityRef);
  return href ? <Link href={href}>{primaryTitle}</Link> : <span>{primaryTitle}</span>;
}
