import {
  byNumber,
  byText,
  type DataTableShape,
  NameCell,
  stateColumn,
  TextCell,
  textColumn,
  timeColumn,
} from '@greenroom/plugin-portal-react';
import { roleKey } from '@greenroom/plugin-vault-leases-common';
import type { VaultLinks } from '../../hooks/useVaultLinks';
import type { SaidStaticRole } from '../../roles/said';
import { serviceNames, servicesColumn } from '../../roles/services';
import { secondsWords } from '../../words';

/** The table of a Vault's static roles. */
export function staticRolesShape(links: VaultLinks): DataTableShape<SaidStaticRole> {
  return {
    label: 'Static roles',
    noun: 'static role',
    searchHint: 'Role, engine, user, service…',
    keyOf: roleKey,
    textOf: ({ mount, role, connection, username, entityRefs, sentence }) =>
      [`${mount}/${role}`, connection, username, ...entityRefs, sentence].join('\n'),
    stateOf: ({ verdict }) => verdict.state,
    choices: [
      { name: 'Engine', by: 'mount', of: ({ mount }) => mount },
      { name: 'Service', by: 'service', of: serviceNames },
    ],
    columns: [
      stateColumn(),
      {
        name: 'Static role',
        by: 'name',
        width: 'minmax(120px, 1.2fr)',
        compare: byText(({ role }) => role),
        isName: true,
        cell: (row, tabIndex) => (
          <NameCell
            name={row.role}
            about={[row.mount, row.connection].filter(Boolean).join(' · ')}
            href={links.role(row)}
            tabIndex={tabIndex}
          />
        ),
      },
      textColumn({ name: 'User', by: 'user', width: 'minmax(96px, 1fr)' }, ({ username }) => username),
      timeColumn(
        { name: 'Last rotation', by: 'last', hint: 'oldest first', width: 'minmax(96px, 0.8fr)' },
        ({ lastRotationAt }) => lastRotationAt,
      ),
      timeColumn(
        { name: 'Next rotation', by: 'next', hint: 'soonest first', width: 'minmax(96px, 0.8fr)' },
        ({ nextRotationAt }) => nextRotationAt,
      ),
      {
        name: 'Every',
        by: 'period',
        hint: 'longest first',
        width: '80px',
        compare: byNumber(({ rotationPeriodSeconds }) => rotationPeriodSeconds),
        cell: ({ rotationPeriodSeconds }) => <TextCell text={secondsWords(rotationPeriodSeconds)} />,
      },
      servicesColumn(),
    ],
  };
}
