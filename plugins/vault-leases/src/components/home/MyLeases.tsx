import { parseEntityRef } from '@backstage/catalog-model';
import { ButtonLink } from '@backstage/ui';
import {
  EmptyState,
  Mono,
  OwnPanel,
  OwnRow,
  OwnRows,
  RelativeTime,
  sentenceList,
} from '@greenroom/plugin-portal-react';
import { roleKey, WATCH_LEASES_ANNOTATION } from '@greenroom/plugin-vault-leases-common';
import { needsLook, type OwnRole, summariseOwn } from '../../home/mine';
import { useOwnRoles } from '../../hooks/useOwnRoles';
import { useVaultLinks } from '../../hooks/useVaultLinks';

/** On Home: the watched roles of one's own services whose leases end soon or need somebody, worst first. */
export function MyLeases() {
  const { view, mine, own } = useOwnRoles();
  return (
    <OwnPanel
      title="My leases"
      view={view}
      mine={mine}
      unknown="Which roles your services use"
      what="your leases"
      isEmpty={own.length === 0}
      empty={<NoRoles />}
    >
      <OwnRows sentence={summariseOwn(own)} label="Roles whose leases need a look">
        {own.filter(needsLook).map(one => (
          <Row key={roleKey(one.role)} one={one} />
        ))}
      </OwnRows>
    </OwnPanel>
  );
}

function Row({ one: { role, services } }: { one: OwnRole }) {
  const links = useVaultLinks();
  return (
    <OwnRow
      state={role.verdict.state}
      name={role.role}
      about={
        <>
          {role.vault}/{role.mount} · {role.sentence}
          {role.soonestEnd && role.verdict.state !== 'unknown' && (
            <>
              {' '}
              The soonest of those looked up ends <RelativeTime at={role.soonestEnd} />.
            </>
          )}{' '}
          Used by {sentenceList(services.map(ref => parseEntityRef(ref).name))}.
        </>
      }
      action={
        <ButtonLink
          href={links.role(role)}
          variant="secondary"
          size="small"
          aria-label={`Look at the role ${role.role}`}
        >
          Look
        </ButtonLink>
      }
    />
  );
}

function NoRoles() {
  return (
    <EmptyState title="No leases of your services are watched">
      A service whose entity says <Mono>{`${WATCH_LEASES_ANNOTATION}: 'true'`}</Mono> has its leases looked at
      always, and is shown here when they end soon or need somebody. Those of all others are looked at on
      their pages.
    </EmptyState>
  );
}
