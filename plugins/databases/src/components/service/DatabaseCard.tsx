import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { ServiceCard, ServiceCardRow } from '@greenroom/plugin-portal-react';
import { useDatabaseLinks } from '../../hooks/useDatabaseLinks';
import { useServiceDatabases } from '../../hooks/useServiceDatabases';
import { LineFacts } from './LineFacts';
import { NoDatabases } from './NoDatabases';

/** The databases of a service, worst first, on its overview. */
export function DatabaseCard() {
  const { entity } = useEntity();
  const links = useDatabaseLinks();
  const { service, absent } = useServiceDatabases();
  return (
    <ServiceCard
      title="Database"
      aside={<Link href={links.service(stringifyEntityRef(entity))}>All about it</Link>}
      service={service}
      loading="Loading the databases"
      empty={<NoDatabases absent={absent} />}
    >
      {({ key, row, sources }) => (
        <ServiceCardRow
          key={key}
          title={<Link href={links.one(row.id)}>{row.name}</Link>}
          said={row}
          sources={sources}
        >
          <LineFacts line={row} />
        </ServiceCardRow>
      )}
    </ServiceCard>
  );
}
