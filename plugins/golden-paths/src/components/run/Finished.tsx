import { ButtonLink, Link } from '@backstage/ui';
import { Panel } from '@greenroom/plugin-portal-react';
import { parseEntityRef } from '@backstage/catalog-model';
import { useAddresses } from '../../hooks/useAddresses';
import type { RunProgress } from '../../run/progress';
import styles from './Outcome.module.css';

interface FinishedProps {
  run: RunProgress;
  entityRef: string | undefined;
  /** Whether the catalog has it, so that its page is there. */
  entered: boolean;
}

/** Where a finished run leads: the service's page first, then everything else it made. */
export function Finished({ run, entityRef, entered }: FinishedProps) {
  const { entity } = useAddresses();
  const page = entityRef && entity(entityRef);
  const links = run.output.links.flatMap(({ title, url, entityRef: ref }) => {
    const href = url ?? (ref && entity(ref));
    return href ? [{ title, href }] : [];
  });
  return (
    <>
      <Panel title="What is there now">
        <div className={styles.outcome}>
          {entityRef && page && !entered && (
            <p className={styles.words} role="status">
              The catalog has not read {parseEntityRef(entityRef).name} yet: its page is there as soon as it
              has.
            </p>
          )}
          {entityRef && page && entered && (
            <ButtonLink variant="primary" href={page} className={styles.button}>
              Open {parseEntityRef(entityRef).name}
            </ButtonLink>
          )}
          {links.length > 0 && (
            <ul className={styles.links}>
              {links.map(({ title, href }) => (
                <li key={`${title} ${href}`}>
                  <Link href={href}>{title}</Link>
                </li>
              ))}
            </ul>
          )}
          {!page && links.length === 0 && <p className={styles.words}>The template names nothing to open.</p>}
        </div>
      </Panel>
      {run.output.texts.map(({ title, content }) => (
        <Panel key={title} title={title}>
          <p className={styles.text}>{content}</p>
        </Panel>
      ))}
    </>
  );
}
