import { ButtonLink } from '@backstage/ui';
import { RiCheckLine, RiLockLine } from '@remixicon/react';
import { useId } from 'react';
import { useAddresses } from '../../hooks/useAddresses';
import type { GoldenPath } from '../../paths/goldenPath';
import { EntityName } from '../EntityName';
import styles from './PathCard.module.css';

/** One golden path: what for, what it wires, who keeps it, and the way in or why not. */
export function PathCard({ path, mayCreate }: { path: GoldenPath; mayCreate: boolean | undefined }) {
  const { title, description, wires, owner } = path;
  const id = useId();
  return (
    <article className={styles.card} aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      {description && <p className={styles.description}>{description}</p>}
      {wires.length > 0 && (
        <ul className={styles.wires} aria-label={`What ${title} wires`}>
          {wires.map(word => (
            <li key={word}>
              <RiCheckLine aria-hidden />
              {word}
            </li>
          ))}
        </ul>
      )}
      <div className={styles.foot}>
        <span className={styles.owner}>
          {owner && (
            <>
              Kept by <EntityName entityRef={owner} />
            </>
          )}
        </span>
        <WayIn path={path} mayCreate={mayCreate} />
      </div>
    </article>
  );
}

function WayIn({ path: { ref, title }, mayCreate }: { path: GoldenPath; mayCreate: boolean | undefined }) {
  const { path } = useAddresses();
  if (mayCreate === false) {
    return (
      <p className={styles.why}>
        <RiLockLine aria-hidden />
        <span>
          You may not start services here: none of your groups is among those the portal lets create. The
          people who run the portal can add it.
        </span>
      </p>
    );
  }
  return (
    <ButtonLink
      variant="secondary"
      href={path(ref)}
      aria-label={`Start with ${title}`}
      isDisabled={mayCreate === undefined}
    >
      Start
    </ButtonLink>
  );
}
