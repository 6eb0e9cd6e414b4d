import {
  amount,
  byNumber,
  byText,
  type DataTableShape,
  RelativeTime,
  stateColumn,
  TextCell,
  timeColumn,
  WhereWide,
} from '@greenroom/plugin-portal-react';
import type { Lease } from '@greenroom/plugin-vault-leases-common';
import { worstThenSoonest } from '../../leases/soonest';
import { ActButtons, type ActButtonsProps } from '../act/ActButtons';
import { LeaseBar } from './LeaseBar';
import { Renewable } from './Renewable';
import styles from './Lease.module.css';

export type LeasesShapeOptions = Pick<ActButtonsProps, 'onOpen' | 'standing'>;

/** The table of the leases that one page of a role shows. */
export function leasesShape({ standing, onOpen }: LeasesShapeOptions): DataTableShape<Lease> {
  return {
    label: 'Leases',
    noun: 'lease',
    searchHint: 'Fingerprint, what is wrong…',
    keyOf: ({ fingerprint }) => fingerprint,
    textOf: ({ fingerprint, verdict, revocationError }) =>
      [fingerprint, ...verdict.reasons.map(({ text }) => text), revocationError].join('\n'),
    stateOf: ({ verdict }) => verdict.state,
    columns: [
      { ...stateColumn(), compare: worstThenSoonest },
      {
        name: 'Lease',
        by: 'lease',
        hint: 'oldest first',
        width: 'minmax(116px, 1fr)',
        compare: byText(({ issuedAt }) => issuedAt),
        isName: true,
        cell: ({ fingerprint, issuedAt }) => (
          <span>
            <strong className={styles.id}>{fingerprint}</strong>
            <span className={styles.second}>
              issued <RelativeTime at={issuedAt} />
            </span>
          </span>
        ),
      },
      {
        name: 'Ends',
        by: 'ends',
        hint: 'soonest first',
        width: 'minmax(200px, 2fr)',
        compare: byText(({ endsAt }) => endsAt),
        cell: lease => <LeaseBar lease={lease} />,
      },
      {
        name: 'Renewable',
        by: 'renewable',
        width: 'minmax(100px, 0.8fr)',
        compare: byText(({ renewable }) => String(renewable)),
        cell: lease => <Renewable lease={lease} />,
      },
      timeColumn(
        { name: 'Last renewal', by: 'renewed', width: 'minmax(92px, 0.7fr)' },
        ({ lastRenewedAt }) => lastRenewedAt,
      ),
      {
        name: 'Sessions',
        by: 'sessions',
        hint: 'most first',
        width: '88px',
        compare: byNumber(({ sessionsOfRole }) => sessionsOfRole),
        cell: ({ sessionsOfRole }) => (
          <WhereWide>
            <TextCell
              text={sessionsOfRole === undefined ? undefined : amount(sessionsOfRole)}
              more="of its role"
            />
          </WhereWide>
        ),
      },
      {
        name: 'Acts',
        width: '158px',
        cell: (lease, tabIndex) => (
          <ActButtons lease={lease} standing={standing} onOpen={onOpen} tabIndex={tabIndex} />
        ),
      },
    ],
  };
}
