import {
  amount,
  byNumber,
  byText,
  type DataTableShape,
  NameCell,
  RelativeTime,
  stateColumn,
  TextCell,
  TimeCell,
  WhereWide,
} from '@greenroom/plugin-portal-react';
import { roleKey } from '@greenroom/plugin-vault-leases-common';
import type { VaultLinks } from '../../hooks/useVaultLinks';
import type { SaidRole } from '../../roles/said';
import { serviceNames, servicesColumn } from '../../roles/services';
import { coverageWords, NOT_LISTED, secondsWords } from '../../words';
import styles from './Vault.module.css';

/** The table of a Vault's roles. */
export function rolesShape(links: VaultLinks): DataTableShape<SaidRole> {
  return {
    label: 'Roles',
    noun: 'role',
    searchHint: 'Role, engine, connection, service…',
    keyOf: roleKey,
    textOf: ({ mount, role, connection, entityRefs, sentence }) =>
      [`${mount}/${role}`, connection, ...entityRefs, sentence].join('\n'),
    stateOf: ({ verdict }) => verdict.state,
    choices: [
      { name: 'Engine', by: 'mount', of: ({ mount }) => mount },
      { name: 'Service', by: 'service', of: serviceNames },
    ],
    columns: [
      stateColumn(),
      {
        name: 'Role',
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
      {
        name: 'Leases now',
        by: 'leases',
        hint: 'most first',
        width: 'minmax(104px, 0.9fr)',
        compare: byNumber(({ leases }) => leases),
        cell: row => <Leases row={row} />,
      },
      {
        name: 'Soonest end',
        by: 'soonest',
        hint: 'soonest first',
        width: 'minmax(96px, 0.8fr)',
        compare: byText(({ soonestEnd }) => soonestEnd),
        cell: row => <SoonestEnd row={row} />,
      },
      {
        name: 'Oldest',
        by: 'oldest',
        width: '128px',
        compare: byText(({ oldestIssue }) => oldestIssue),
        cell: ({ oldestIssue }) => (
          <WhereWide>
            <TimeCell at={oldestIssue} />
          </WhereWide>
        ),
      },
      {
        name: 'Ceiling',
        by: 'ceiling',
        hint: 'longest first',
        width: '124px',
        compare: byNumber(({ maxTtlSeconds }) => maxTtlSeconds),
        cell: ({ maxTtlSeconds, defaultTtlSeconds }) => (
          <WhereWide>
            <TextCell text={secondsWords(maxTtlSeconds)} more={firstWords(defaultTtlSeconds)} />
          </WhereWide>
        ),
      },
      servicesColumn(),
    ],
  };
}

function firstWords(seconds: number | undefined): string | undefined {
  const words = secondsWords(seconds);
  return words && `at first ${words}`;
}

function Leases({ row: { leases, coverage } }: { row: SaidRole }) {
  return leases === undefined ? (
    <span className={styles.quiet} title={NOT_LISTED}>
      not listed
      <span className={styles.second}>open it to list it</span>
    </span>
  ) : (
    <TextCell text={amount(leases)} more={coverageWords(coverage)} />
  );
}

/** A soonest end of some of the leases is no more than that. */
function SoonestEnd({ row: { soonestEnd, coverage } }: { row: SaidRole }) {
  if (soonestEnd === undefined) {
    return <TextCell text={undefined} />;
  }
  const { looked, of = 0 } = coverage;
  return (
    <span>
      <RelativeTime at={soonestEnd} />
      {looked < of && <span className={styles.second}>{`of the ${amount(looked)} looked up`}</span>}
    </span>
  );
}
