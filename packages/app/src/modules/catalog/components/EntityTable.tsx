import {
  type CompoundEntityRef,
  type Entity,
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_MEMBER_OF,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { Link } from '@backstage/ui';
import { Fragment } from 'react';
import { useEntityLink } from '../hooks/useEntityLinks';
import styles from './catalog.module.css';

export interface EntityTableProps {
  name: string;
  entities: readonly Entity[];
  /** Where a name leads. */
  linkTo: (entity: CompoundEntityRef) => string;
}

/** Entities, a row each: what it is called and does, whose it is, what it belongs to, of what type and age. */
export function EntityTable({ name, entities, linkTo }: EntityTableProps) {
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={name}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Owner</th>
            <th scope="col" className={styles.partOf}>
              Part of
            </th>
            <th scope="col" className={styles.wide}>
              Type
            </th>
            <th scope="col" className={styles.wide}>
              Lifecycle
            </th>
          </tr>
        </thead>
        <tbody>
          {entities.map(entity => (
            <EntityRow key={stringifyEntityRef(entity)} entity={entity} linkTo={linkTo} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EntityRow({ entity, linkTo }: { entity: Entity; linkTo: EntityTableProps['linkTo'] }) {
  const { metadata, spec } = entity;
  return (
    <tr>
      <th scope="row">
        <Link href={linkTo(getCompoundEntityRef(entity))} standalone weight="bold">
          {metadata.title ?? metadata.name}
        </Link>
        {metadata.description && <span className={styles.second}>{metadata.description}</span>}
      </th>
      <td>
        <Related entity={entity} types={[RELATION_OWNED_BY]} />
      </td>
      <td className={styles.partOf}>
        <Related entity={entity} types={[RELATION_PART_OF, RELATION_MEMBER_OF]} />
      </td>
      <td className={styles.wide}>{word(spec?.type)}</td>
      <td className={styles.wide}>{word(spec?.lifecycle)}</td>
    </tr>
  );
}

function Related({ entity, types }: { entity: Entity; types: readonly string[] }) {
  const linkTo = useEntityLink();
  const refs = (entity.relations ?? []).filter(({ type }) => types.includes(type));
  if (refs.length === 0) {
    return <span className={styles.none}>–</span>;
  }
  return (
    <>
      {refs.map(({ targetRef }, index) => (
        <Fragment key={targetRef}>
          {index > 0 && ', '}
          <Link href={linkTo(parseEntityRef(targetRef))} standalone>
            {parseEntityRef(targetRef).name}
          </Link>
        </Fragment>
      ))}
    </>
  );
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : '–';
}
