import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import {
  amount,
  Fact,
  Facts,
  RelativeTime,
  ServiceCard,
  ServiceCardRow,
} from '@greenroom/plugin-portal-react';
import { useServiceLeases } from '../../hooks/useServiceLeases';
import { useVaultLinks } from '../../hooks/useVaultLinks';
import type { SaidRole, SaidStaticRole } from '../../roles/said';
import { coverageWords, NOT_LISTED, secondsWords } from '../../words';
import { NoRoles } from './NoRoles';
import styles from './Service.module.css';

/** The roles of a service, worst first, on its overview. */
export function LeasesCard() {
  const { entity } = useEntity();
  const links = useVaultLinks();
  const told = useServiceLeases();
  const { service } = told;
  return (
    <ServiceCard
      title="Leases"
      aside={<Link href={links.service(stringifyEntityRef(entity))}>All about them</Link>}
      service={service}
      loading="Loading the leases"
      empty={<NoRoles told={told} />}
    >
      {({ key, row, sources }) => (
        <ServiceCardRow
          key={key}
          title={<Link href={links.role(row)}>{`${row.vault} / ${row.mount} / ${row.role}`}</Link>}
          said={row}
          sources={sources}
        >
          <Facts>{'coverage' in row ? <LeaseFacts role={row} /> : <RotationFacts role={row} />}</Facts>
        </ServiceCardRow>
      )}
    </ServiceCard>
  );
}

function LeaseFacts({ role: { leases, coverage, soonestEnd, maxTtlSeconds } }: { role: SaidRole }) {
  return (
    <>
      <Fact name="Leases now">
        {leases === undefined ? NOT_LISTED : amount(leases)}
        {leases !== undefined && <span className={styles.quiet}>{coverageWords(coverage)}</span>}
      </Fact>
      <Fact name="Soonest end">{soonestEnd ? <RelativeTime at={soonestEnd} /> : 'not known'}</Fact>
      <Fact name="Ceiling">{secondsWords(maxTtlSeconds) ?? 'not known'}</Fact>
    </>
  );
}

function RotationFacts({ role: { lastRotationAt, nextRotationAt } }: { role: SaidStaticRole }) {
  return (
    <>
      <Fact name="Last rotation">{lastRotationAt ? <RelativeTime at={lastRotationAt} /> : 'not known'}</Fact>
      <Fact name="Next rotation">{nextRotationAt ? <RelativeTime at={nextRotationAt} /> : 'not known'}</Fact>
    </>
  );
}
