import { Link } from '@backstage/ui';
import { Panel, ServicePlace, ServiceTab, Unseen } from '@greenroom/plugin-portal-react';
import { roleKey } from '@greenroom/plugin-vault-leases-common';
import { type ServiceLeases as Told, useServiceLeases } from '../../hooks/useServiceLeases';
import { useVaultLinks } from '../../hooks/useVaultLinks';
import { leasesOf } from '../../leases/soonest';
import type { SaidRole } from '../../roles/said';
import { IrrevocableList } from '../irrevocable/IrrevocableList';
import { RoleFacts, RoleSums } from '../role/RoleFacts';
import { StaticRoleFacts } from '../role/StaticRoleFacts';
import { FirstLeases } from './FirstLeases';
import { NoRoles } from './NoRoles';

/** The Leases tab of a service: each role that it gets its credentials from, worst first. */
export function ServiceLeases() {
  const links = useVaultLinks();
  const told = useServiceLeases();
  const { service, absent } = told;
  return (
    <>
      {service.rows.length > 0 && <Unseen label="Vault roles that are not to be seen" names={absent} />}
      <ServiceTab
        service={service}
        loading="Loading the leases of this service"
        empty={<NoRoles told={told} />}
      >
        {({ key, row, sources }) => (
          <ServicePlace
            key={key}
            label={`Vault role ${row.role} of ${row.vault}`}
            title={<Link href={links.role(row)}>{`${row.vault} / ${row.mount} / ${row.role}`}</Link>}
            said={row}
            sources={sources}
          >
            {'coverage' in row ? (
              <RolePanels role={row} told={told} />
            ) : (
              <Panel title="Static role" level={3}>
                <StaticRoleFacts role={row} />
              </Panel>
            )}
          </ServicePlace>
        )}
      </ServiceTab>
    </>
  );
}

function RolePanels({ role, told }: { role: SaidRole; told: Told }) {
  const links = useVaultLinks();
  const leases = leasesOf(role, told.leases);
  const irrevocable = told.irrevocable.filter(lease => roleKey(lease) === roleKey(role));
  return (
    <>
      {irrevocable.length > 0 && (
        <Panel title="Irrevocable: Vault has given up revoking them" level={3}>
          <IrrevocableList leases={irrevocable} />
        </Panel>
      )}
      <Panel title="Leases" level={3} aside={<Link href={links.role(role)}>All, to renew and revoke</Link>}>
        <FirstLeases role={role} leases={leases} />
      </Panel>
      <Panel title="Now" level={3}>
        <RoleSums role={role} leases={leases} />
      </Panel>
      <Panel title="What it gives" level={3}>
        <RoleFacts role={role} />
      </Panel>
    </>
  );
}
