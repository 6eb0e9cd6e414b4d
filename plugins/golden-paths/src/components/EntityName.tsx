import { parseEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/ui';
import { useAddresses } from '../hooks/useAddresses';

/** An entity by its name, leading to its page where there is one. */
export function EntityName({ entityRef }: { entityRef: string }) {
  const { entity } = useAddresses();
  const { name } = parseEntityRef(entityRef);
  const href = entity(entityRef);
  return href ? <Link href={href}>{name}</Link> : <span>{name}</span>;
}
