import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { SearchField } from '@backstage/ui';
import { EmptyState, Mono, PortalPage, Sentence } from '@greenroom/plugin-portal-react';
import { useDocsLink } from '../hooks/useEntityLinks';
import { useEntityList } from '../hooks/useEntityList';
import { useListQuery } from '../hooks/useListQuery';
import { EntityTable } from './EntityTable';
import { ListBody } from './ListBody';
import styles from './catalog.module.css';

const documented = { 'metadata.annotations.backstage.io/techdocs-ref': CATALOG_FILTER_EXISTS };

/** Documentation that services keep beside their code. */
export function DocsPage() {
  const [{ text }, change] = useListQuery('');
  const list = useEntityList(documented, text);
  const linkTo = useDocsLink();
  const any = list.total > 0 || text !== '';
  return (
    <PortalPage
      title="Docs"
      sentence={
        any && <Sentence>{list.total === 1 ? 'One has' : `${list.total} have`} documentation.</Sentence>
      }
    >
      {any && (
        <search className={styles.bar}>
          <SearchField
            aria-label="Search what is documented"
            placeholder="Name or description…"
            className={styles.text}
            value={text}
            onChange={value => change({ text: value })}
          />
        </search>
      )}
      <ListBody list={list} empty={text ? <EmptyState title="Nothing fits" /> : <NoDocs />}>
        {items => <EntityTable name="Docs" entities={items} linkTo={linkTo} />}
      </ListBody>
    </PortalPage>
  );
}

function NoDocs() {
  return (
    <EmptyState title="Nothing that you may see has documentation here yet">
      <p>
        A service’s documentation is Markdown beside its code: a folder <Mono>docs/</Mono>, an{' '}
        <Mono>mkdocs.yml</Mono>, and the annotation <Mono>backstage.io/techdocs-ref: dir:.</Mono> in its{' '}
        <Mono>catalog-info.yaml</Mono>. Its pipeline builds and publishes it with <Mono>techdocs-cli</Mono>;
        then it is read here and found by the search.
      </p>
    </EmptyState>
  );
}
