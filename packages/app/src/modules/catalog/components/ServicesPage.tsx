import type { EntityFilterQuery } from '@backstage/catalog-client';
import { ButtonLink, SearchField, Select, Switch } from '@backstage/ui';
import { EmptyState, PortalPage, Sentence } from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { useEntityLink } from '../hooks/useEntityLinks';
import { useEntityList } from '../hooks/useEntityList';
import { type ListQuery, useListQuery } from '../hooks/useListQuery';
import { useMyClaims } from '../hooks/useMyClaims';
import { counted, kinds } from '../kinds';
import { EntityTable } from './EntityTable';
import { ListBody } from './ListBody';
import styles from './catalog.module.css';

/** Everything that somebody has registered, services first. */
export function ServicesPage() {
  const [query, change] = useListQuery('component');
  const { text, kind, mine } = query;
  const claims = useMyClaims();
  const filter = useMemo(() => filterOf(kind, mine, claims), [kind, mine, claims]);
  const list = useEntityList(filter, text);
  const linkTo = useEntityLink();
  const found = counted(list.total, kind);
  return (
    <PortalPage title="Services" sentence={list.items && <Sentence>{sentenceOf(query, found)}</Sentence>}>
      <search className={styles.bar}>
        <SearchField
          aria-label="Search services"
          placeholder="Name or description…"
          className={styles.text}
          value={text}
          onChange={value => change({ text: value })}
        />
        <Select
          aria-label="What to list"
          className={styles.choice}
          options={kinds.map(({ value, label }) => ({ value, label }))}
          value={kind}
          onChange={key => change({ kind: String(key) })}
        />
        <Switch label="Only mine" isSelected={mine} onChange={value => change({ mine: value })} />
      </search>
      <ListBody list={list} empty={<Nothing query={query} />}>
        {items => <EntityTable name="Services" entities={items} linkTo={linkTo} />}
      </ListBody>
    </PortalPage>
  );
}

/** `undefined` while it is not known who somebody is. */
function filterOf(kind: string, mine: boolean, claims?: readonly string[]): EntityFilterQuery | undefined {
  if (!mine) {
    return { kind };
  }
  return claims && { kind, 'relations.ownedBy': [...claims] };
}

function sentenceOf({ text, mine }: ListQuery, found: string): string {
  return `${found}${mine ? ' of yours' : ''}${text.trim() ? ` with “${text.trim()}”` : ''}.`;
}

function Nothing({ query }: { query: ListQuery }) {
  if (query.text || query.mine) {
    return (
      <EmptyState title="Nothing fits">
        {query.mine && <p>Without “Only mine” there may be more.</p>}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={`There is no ${kinds.find(({ value }) => value === query.kind)?.one ?? query.kind} that you may see`}
      action={
        <ButtonLink href="/create" variant="secondary">
          Create
        </ButtonLink>
      }
    >
      <p>What is in the catalog comes from catalog-info.yaml files, and from golden paths under Create.</p>
    </EmptyState>
  );
}
