import { ButtonLink } from '@backstage/ui';
import {
  EmptyState,
  OwnPanel,
  OwnRow,
  OwnRows,
  RelativeTime,
  sentenceList,
} from '@greenroom/plugin-portal-react';
import { needsLook, type OwnDatabase, summariseOwn } from '../../home/mine';
import { useDatabaseLinks } from '../../hooks/useDatabaseLinks';
import { useOwnDatabases } from '../../hooks/useOwnDatabases';
import { serviceNames } from '../../words';

/** On Home: the databases of one's own services that failed over lately or are not healthy, worst first. */
export function MyDatabases() {
  const { view, mine, own } = useOwnDatabases();
  return (
    <OwnPanel
      title="My databases"
      view={view}
      mine={mine}
      unknown="Which databases your services use"
      what="your databases"
      isEmpty={own.length === 0}
      empty={<NoDatabases />}
    >
      <OwnRows sentence={summariseOwn(own)} label="Databases that need a look">
        {own.filter(needsLook).map(one => (
          <Row key={one.line.id} one={one} />
        ))}
      </OwnRows>
    </OwnPanel>
  );
}

function Row({ one: { line, services, failedOverAt } }: { one: OwnDatabase }) {
  const links = useDatabaseLinks();
  const { id, name, place, verdict, sentence } = line;
  const users = serviceNames(services);
  return (
    <OwnRow
      state={verdict.state}
      name={name}
      news={
        failedOverAt && (
          <>
            {' '}
            failed over <RelativeTime at={failedOverAt} />
          </>
        )
      }
      about={`${place} · ${sentence}${users.length > 0 ? ` Used by ${sentenceList(users)}.` : ''}`}
      action={
        <ButtonLink
          href={links.one(id)}
          variant="secondary"
          size="small"
          aria-label={`Look at the database ${name}`}
        >
          Look
        </ButtonLink>
      }
    />
  );
}

function NoDatabases() {
  return (
    <EmptyState title="None of your services uses a database that you may see">
      Databases that services of yours name are shown here when they fail over or are not healthy.
    </EmptyState>
  );
}
