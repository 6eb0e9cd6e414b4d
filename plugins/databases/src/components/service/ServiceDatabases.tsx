import { Link } from '@backstage/ui';
import { Panel, ServicePlace, ServiceTab, Unseen } from '@greenroom/plugin-portal-react';
import { useDatabaseLinks } from '../../hooks/useDatabaseLinks';
import { useServiceDatabases } from '../../hooks/useServiceDatabases';
import { LineFacts } from './LineFacts';
import { NoDatabases } from './NoDatabases';

/** The Database tab of a service: each that it uses, worst first. */
export function ServiceDatabases() {
  const { one } = useDatabaseLinks();
  const { service, absent } = useServiceDatabases();
  return (
    <>
      {service.rows.length > 0 && <Unseen label="Databases that are not to be seen" names={absent} />}
      <ServiceTab
        service={service}
        loading="Loading the databases of this service"
        empty={<NoDatabases absent={absent} />}
      >
        {({ key, row, sources }) => (
          <ServicePlace
            key={key}
            label={`Database ${row.name}`}
            title={<Link href={one(row.id)}>{row.name}</Link>}
            said={row}
            sources={sources}
          >
            <Panel
              title="At a glance"
              level={3}
              aside={<Link href={one(row.id)}>Topology, metrics and events</Link>}
            >
              <LineFacts line={row} />
            </Panel>
          </ServicePlace>
        )}
      </ServiceTab>
    </>
  );
}
